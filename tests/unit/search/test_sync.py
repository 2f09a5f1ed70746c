from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.search.sync import Plan, plan

states = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("123"))


def test_a_plan_names_what_is_new_changed_and_gone() -> None:
    made = plan({"new": "1", "same": "1", "changed": "2"}, {"same": "1", "changed": "1", "gone": "1"})
    assert made == Plan(add=("new",), update=("changed",), remove=("gone",))
    assert not made.is_empty


@given(states, states)
def test_a_plan_carried_out_leaves_nothing_to_do(files: dict[str, str], indexed: dict[str, str]) -> None:
    made = plan(files, indexed)
    after = {name: state for name, state in indexed.items() if name not in made.remove}
    after |= {name: files[name] for name in (*made.add, *made.update)}
    assert after == files
    assert plan(files, after).is_empty
    assert not set(made.add) & set(indexed)
    assert set(made.update) <= set(indexed)
