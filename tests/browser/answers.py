"""What a member of staff writes on a visit, and what a provider's manager writes on the letter: words, by input name.

The provider is made up and named so that nobody takes it for a real one.
"""

AUDIT: dict[str, dict[str, str]] = {
    "details": {
        "details.provider": "Example Farm Learning",
        "details.visited.day": "23",
        "details.visited.month": "11",
        "details.visited.year": "2026",
        "details.visited.time": "10:15",
        "details.completed-by": "A member of staff",
    },
    "safeguarding": {
        "safeguarding.ofsted-safeguarding.answer.could-not-find-out": "No report: it is not registered.",
        "safeguarding.ofsted-safeguarding.concerns": "Not inspected, so we rely on our own checks.",
        "safeguarding.ofsted-safeguarding.action": "Ask the council for its last quality visit.",
        "safeguarding.policies-in-place.answer": "All three seen, dated September.\nStaff could say what to do.",
        "safeguarding.policies-in-place.evidence.policies": "seen",
        "safeguarding.policies-in-place.evidence.implemented": "seen",
        "safeguarding.staff-training.answer": "Level 2 for all, level 3 for the manager.",
        "safeguarding.staff-training.evidence.training-log": "seen",
        "safeguarding.staff-training.concerns": "One new volunteer is not in the log.",
        "safeguarding.staff-training.action": "See the volunteer's certificate before the start.",
        "safeguarding.safeguarding-audit.answer": "Done in June: two actions, both closed.",
        "safeguarding.safeguarding-audit.evidence.action-plan": "seen",
    },
    "quality-of-education": {
        "quality-of-education.ofsted-quality.answer": "No report. The council's visit said “good”.",
        "quality-of-education.learning-walk.answer": "Calm. Every pupil busy outdoors, two adults with six pupils.",
        "quality-of-education.learning-walk.evidence.engagement": "seen",
        "quality-of-education.learning-walk.evidence.behaviour": "seen",
        "quality-of-education.learning-walk.evidence.send": "seen",
        "quality-of-education.curriculum.answer": "Half-term plans by theme: animals, growing, making.",
        "quality-of-education.curriculum.evidence.plans": "seen",
        "quality-of-education.curriculum.concerns": "Little maths in the weekly plan.",
        "quality-of-education.curriculum.action": "Agree three maths tasks a week with the manager.",
        "quality-of-education.lesson-planning.answer": "One page a week, shared by the team.",
        "quality-of-education.lesson-planning.evidence.staff": "seen",
        "quality-of-education.extra-curricular.answer": "Saturday open farm, four times a year.",
        "quality-of-education.enjoyment.answer": "Yes: pupils showed us their animals unasked.",
        "quality-of-education.enjoyment.evidence.engaged": "seen",
        "quality-of-education.behaviour-policy.answer": "Short, plain, on the wall of the barn.",
        "quality-of-education.behaviour-policy.evidence.policy-copy": "seen",
    },
    "transition": {
        "transition.induction.answer": "A tour, the rules, and a named adult.",
        "transition.taster-sessions.answer": "Two, free.",
        "transition.pupil-visit.answer": "Yes, any Tuesday.",
        "transition.timetable.answer": "Two mornings a week for six weeks, then a review.",
        "transition.reintegration.answer": "Last two weeks are shared with our class.",
        "transition.reintegration.evidence.arrangements": "seen",
        "transition.readiness.answer": "A check-list of ten points, filled in each fortnight.",
    },
    "communication": {
        "communication.attendance.answer": "Register at 9:30, sent by 9:45.",
        "communication.attendance.evidence.figures": "seen",
        "communication.absence.answer": "Telephone call to the office before 10.",
        "communication.learning-concerns.answer": "Weekly e-mail between the two named adults.",
        "communication.progress.answer": "A page each half-term, with photographs of work.",
        "communication.parents.answer": "A diary that goes home each session.",
        "communication.assessment.answer": "Starting point, then each half-term, against our own scale.",
        "communication.assessment.evidence.policy": "seen",
        "communication.outside-agencies.answer": "Educational psychology, mental health services.",
        "communication.outside-agencies.evidence.psychology": "seen",
        "communication.pastoral.answer": "A named adult, and a quiet room.",
        "communication.complaints.answer": "The manager; the form is on the wall.",
        "communication.complaints.evidence.policy": "seen",
    },
    "decision": {
        "decision.suitable": "yes",
        "decision.reasons": "Suitable once the volunteer's certificate is seen and the maths is agreed.",
    },
}

LETTER: dict[str, dict[str, str]] = {
    "confirmation": {
        "confirmation.provider.name": "Example Farm Learning",
        "confirmation.provider.line-1": "1 Example Lane",
        "confirmation.provider.town": "Telford",
        "confirmation.provider.postcode": "TF1 1AA",
        "confirmation.agreed-by": "The manager",
        "confirmation.position": "Manager",
        "confirmation.signed.name": "The Manager",
        "confirmation.signed.declared": "yes",
        "confirmation.date.day": "24",
        "confirmation.date.month": "11",
        "confirmation.date.year": "2026",
    },
}

AUDIT_TITLE = "Alternative Provision Audit"
LETTER_TITLE = "Letter to confirm safeguarding protocols"
