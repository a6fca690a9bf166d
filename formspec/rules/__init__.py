"""The rules of sense, one module each: what the shape alone cannot say.

Here lives the registry. A rule is a module with an `ID`, a docstring that is its page (what it finds, why it matters,
a snippet that fails and one that passes, which the tests run) and a `check`. A new rule is a module and a line below;
tests hold the modules, the registry and `docs/rules.md` together.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from formspec.problem import Problem
from formspec.rules import (
    always_true,
    band_gap,
    band_input,
    band_overlap,
    bounds_literal,
    bounds_order,
    calculated_answer,
    check_character,
    column_reference,
    column_role,
    comparison_kind,
    comparison_literal,
    condition_subject,
    condition_test,
    dangling_reference,
    day_literal,
    duration,
    empty_section,
    error_code,
    exclusive_option,
    file_types,
    findings_role,
    id_form,
    id_unique,
    impossible_condition,
    invisible_character,
    kind_setting,
    language_version,
    later_question,
    left_over,
    lone_heading,
    lone_option,
    max_length,
    missing_calculate,
    missing_declaration,
    missing_options,
    missing_score,
    name_not_required,
    one_line,
    option_form,
    option_unique,
    pattern,
    policy_date,
    repeated_label,
    reserved_id,
    retired_id,
    review_before_approval,
    role_once,
    several_answers,
    span_unit,
    suggest_value,
    unknown_address,
    unknown_kind,
    unreachable_band,
    unused_columns,
    unused_error,
    value_working,
    version_number,
    working_key,
    working_kind,
)
from formspec.written import Written


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its permanent id, its page, and the check that yields what it finds."""

    id: str
    page: str
    check: Callable[[Written], Iterator[Problem]]


def _rule(module: ModuleType) -> Rule:
    return Rule(module.ID, module.__doc__ or "", module.check)


RULES: tuple[Rule, ...] = tuple(
    map(
        _rule,
        (
            language_version,
            version_number,
            policy_date,
            review_before_approval,
            id_form,
            id_unique,
            reserved_id,
            retired_id,
            dangling_reference,
            empty_section,
            unknown_kind,
            kind_setting,
            max_length,
            missing_options,
            missing_declaration,
            option_form,
            option_unique,
            lone_option,
            column_role,
            role_once,
            error_code,
            one_line,
            lone_heading,
            repeated_label,
            unused_columns,
            unused_error,
            name_not_required,
            invisible_character,
            left_over,
            unknown_address,
            several_answers,
            column_reference,
            later_question,
            condition_test,
            condition_subject,
            comparison_kind,
            comparison_literal,
            impossible_condition,
            always_true,
            value_working,
            working_key,
            working_kind,
            duration,
            span_unit,
            day_literal,
            findings_role,
            unreachable_band,
            band_overlap,
            band_gap,
            band_input,
            missing_calculate,
            calculated_answer,
            suggest_value,
            bounds_literal,
            bounds_order,
            pattern,
            check_character,
            file_types,
            missing_score,
            exclusive_option,
        ),
    )
)
"""Every rule, in the order in which they are tried."""
