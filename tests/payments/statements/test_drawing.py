"""A chart's shapes say what its numbers say: heights are amounts, places are days."""

import pytest

from payments.money import Money
from payments.statements.drawing import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, draw
from payments.statements.figures import Figures, Series

FLOOR = HEIGHT - BOTTOM  # of the field
RIGHT_EDGE = WIDTH - RIGHT


def chart(*series, labels=None, **more):
    names = labels or [f"day {number}" for number in range(len(series[0]))]
    figures = Figures(names, [Series(f"series {number}", values) for number, values in enumerate(series)])
    return draw("moved", "Moved", "What moved.", figures=figures, currency="usd", **more)


def test_a_bar_reaches_from_nothing_to_its_value_and_the_extremes_fill_the_field():
    gain, loss, less = chart([13, -7, 3]).bars
    zero = TOP + gain.height
    assert (gain.y, loss.y, loss.y + loss.height) == (TOP, zero, FLOOR)
    assert (less.y + less.height, gain.height / less.height) == (zero, pytest.approx(13 / 3))
    assert (gain.height, loss.height) == (13 * 11, 7 * 11)  # 220 for twenty cents


def test_without_a_loss_bars_stand_on_the_floor():
    (bar,) = chart([1]).bars
    assert (bar.y, bar.y + bar.height) == (TOP, FLOOR)


def test_a_loss_of_a_cent_hangs_below_what_is_nothing():
    (bar,) = chart([0, -1]).bars
    assert (bar.y, bar.y + bar.height) == (TOP + 110, FLOOR)


def test_bars_of_one_day_stand_side_by_side_around_its_label():
    drawn = chart([1, 2, 3, 4], [5, 6, 7, 8])
    for place, label in enumerate(drawn.along):
        left, right = [bar for bar in drawn.bars if bar.title.startswith(f"day {place},")]
        assert (left.place, right.place) == (1, 2)
        assert left.x + left.width == pytest.approx(right.x, abs=0.1) == pytest.approx(label.x, abs=0.1)
        assert (left.x - LEFT, right.x + right.width - LEFT) == pytest.approx(
            (place * 154 + 15.4, place * 154 + 138.6), abs=0.1
        )  # a tenth of the day's place is left free on both sides
    assert drawn.bars[0].title == f"day 0, series 0: {Money(1, 'usd').spoken()}"


def test_a_day_without_movement_has_no_bar():
    assert [bar.title.partition(",")[0] for bar in chart([5, 0, 5]).bars] == ["day 0", "day 2"]


def test_bars_of_a_year_are_thin_but_there():
    assert {bar.width for bar in chart([5] * 366, [5] * 366, [5] * 366).bars} == {1}


def test_places_are_told_to_a_tenth():
    drawn = chart([1, 2, 7])
    told = [part for bar in drawn.bars for part in (bar.x, bar.y, bar.width, bar.height)]
    told += [part for mark in drawn.along + drawn.across for part in (mark.x, mark.y)]
    assert told == [round(part, 1) for part in told]
    assert (drawn.bars[0].width, drawn.bars[0].y) == (164.3, pytest.approx(FLOOR - 220 / 7, abs=0.05))


def test_a_line_goes_through_the_middle_of_each_day():
    drawn = chart([0, 10], [10, 0], as_line=True)
    assert drawn.bars == []
    assert [(line.place, line.points) for line in drawn.lines] == [
        (1, f"250.0,{FLOOR}.0 558.0,{TOP}.0"),
        (2, f"250.0,{TOP}.0 558.0,{FLOOR}.0"),
    ]
    assert chart([1]).lines == []


def test_five_lines_across_part_the_field_and_say_their_amounts_left_of_it():
    across = chart([13, -7]).across
    assert [mark.text for mark in across] == [Money(amount, "usd").spoken() for amount in (-7, -2, 3, 8, 13)]
    assert [mark.y for mark in across] == [FLOOR, FLOOR - 55, FLOOR - 110, FLOOR - 165, TOP]
    assert all(0 < mark.x < LEFT for mark in across)


@pytest.mark.parametrize(("most", "top"), [(1_234, 1_300), (1_300, 1_300), (99, 99), (5, 5), (1, 1), (0, 1)])
def test_the_field_ends_at_the_next_number_with_two_digits_that_count(most, top):
    across = chart([most, 0]).across
    assert (across[0].text, across[-1].text) == (Money(0, "usd").spoken(), Money(top, "usd").spoken())


@pytest.mark.parametrize(("days", "labels"), [(1, 1), (8, 8), (9, 5), (16, 8), (17, 6)])
def test_at_most_eight_labels_stand_along_the_bottom(days, labels):
    along = chart([1] * days).along
    assert (len(along), along[0].text) == (labels, "day 0")
    assert all(LEFT < mark.x < RIGHT_EDGE and FLOOR < mark.y < HEIGHT for mark in along)
    assert chart([1]).along[0].x == (LEFT + RIGHT_EDGE) / 2


@pytest.mark.parametrize(("days", "shown"), [(32, 32), (33, 1)])
def test_days_without_movement_are_left_out_of_a_long_table_only(days, shown):
    table = chart([0, 500] + [0] * (days - 2)).table
    assert len(table) == shown
    assert ("day 1", [Money(500, "usd")]) in table
