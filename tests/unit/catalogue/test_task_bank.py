"""The task bank: concrete tasks, each in one sector, in the words young people use."""

import re
from collections import Counter

import pytest

from webapp.catalogue.filler import check_task, is_watching
from webapp.catalogue.task_bank import TASK_BANK, TASKS_OF


def _plain(text):
    return " ".join(re.findall(r"\w+", text.casefold()))


def test_no_task_is_written_twice_in_one_sector_or_in_two():
    times = Counter(_plain(entry.task) for entry in TASK_BANK)
    assert [task for task, count in times.items() if count > 1] == []


@pytest.mark.parametrize("sector", TASKS_OF)
def test_every_task_of_a_sector_passes_the_filler_check(sector):
    assert [task.task for task in TASKS_OF[sector] if check_task(task.task)] == []


def test_hardly_any_task_is_only_watching():
    assert sum(is_watching(entry.task) for entry in TASK_BANK) <= 3


def test_a_task_has_enough_detail_to_be_done():
    assert [entry.task for entry in TASK_BANK if not 4 <= len(entry.task.split()) <= 15] == []


def test_every_task_has_three_to_eight_everyday_words():
    assert [entry.task for entry in TASK_BANK if not 3 <= len(entry.words) <= 8] == []


def test_no_task_repeats_one_of_its_words():
    repeated = [entry for entry in TASK_BANK if len(set(entry.words)) < len(entry.words)]
    assert [(entry.task, entry.words) for entry in repeated] == []


def test_no_two_tasks_lead_there_by_the_same_words():
    times = Counter(frozenset(entry.words) for entry in TASK_BANK)
    assert [words for words, count in times.items() if count > 1] == []


def test_no_sector_is_filled_from_a_template():
    for sector, tasks in TASKS_OF.items():
        openings = Counter(entry.task.split()[0] for entry in tasks)
        assert openings.most_common(1)[0][1] <= len(tasks) // 3, sector


def test_a_sector_shares_few_words_with_any_other():
    vocabulary = {
        sector: {word for entry in tasks for word in entry.words}
        for sector, tasks in TASKS_OF.items()
    }
    for sector, words in vocabulary.items():
        for other, others in vocabulary.items():
            if other is not sector:
                assert len(words & others) <= len(words) // 4, (sector, other)
