"""What waits in several lines of a draft is sent, each for its own person, whoever answers in between."""


def test_submissions_of_two_lines_do_not_wait_for_each_other(run) -> None:
    left = run("""async ({ emptyVault, answering, json, submission, sendLeft }) => {
      const vault = await emptyVault();
      const kept = vault.operations("one");
      await kept.put(submission("first"));
      await kept.put(submission("second"));
      await kept.put(submission("third", { refused: "Not submitted." }));
      answering(() => json({ submitted: "/records/one" }));
      await sendLeft(vault);
      return (await kept.all()).map(({ line }) => line);
    }""")
    assert left == ["third"]


def test_a_submission_waits_for_what_was_typed_in_another_line(run) -> None:
    left = run("""async ({ emptyVault, answering, json, operation, submission, sendLeft }) => {
      const vault = await emptyVault();
      const kept = vault.operations("one");
      await kept.put(submission("first"));
      await kept.put(operation("second", { refused: "Not saved." }));
      answering(() => json({ submitted: "/records/one" }));
      await sendLeft(vault);
      return (await kept.all()).map(({ line }) => line);
    }""")
    assert left == ["first", "second"]
