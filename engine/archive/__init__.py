"""Many submissions in one ZIP, with all that is needed to check them years later, by this program or by any other.

    layout      the parts that such an archive has, and what each is called
    writing     an archive, made while submissions go by
    zipped      the ZIP that it is packed in, opened with care
    moments     when everything in it was, none of which is still to come
    telling     what it tells of what came after submissions
    reissues    which of them re-issue which
    reading     an archive from anywhere, in which nothing is believed before it was checked

Where submissions, specs and files are kept is for the application to know.
"""
