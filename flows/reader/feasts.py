"""Days that have a name: Christmas, Easter, bank holidays of England and Wales. Asks no clock.

Easter by the Gregorian computus of J. Meeus, Astronomical Algorithms (2nd ed.), chapter 8; bank
holidays by the Banking and Financial Dealings Act 1971 and https://www.gov.uk/bank-holidays.
"""

# ruff: noqa: E501  (word lists)

from collections.abc import Callable
from datetime import date, timedelta

from flows.reader.normal import normalise

DayOfYear = Callable[[int], date]


def find_easter(year: int) -> date:
    """Give Easter Sunday of a year, as the western churches keep it."""
    golden, century, rest = year % 19, year // 100, year % 100
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def find_nth(year: int, month: int, weekday: int, nth: int) -> date | None:
    """Give such as the second Tuesday of a month (weekday 0 is Monday); nth -1 is the last one."""
    if nth < 0:
        after = date(year + month // 12, month % 12 + 1, 1)
        last = after - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return found if found.month == month else None


def _fixed(month: int, day: int) -> DayOfYear:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> DayOfYear:
    return lambda year: find_easter(year) + timedelta(days=days)


def _nth(month: int, weekday: int, nth: int) -> DayOfYear:
    return lambda year: find_nth(year, month, weekday, nth) or date(year, month, 1)


_NAMES: tuple[tuple[DayOfYear, str], ...] = (
    (_fixed(12, 25), "christmas,xmas,christmas day,xmas day,crimbo,chrimbo,25 december bank holiday,nadolig,dydd nadolig,noel,boze narodzenie,bozego narodzenia,boro din,borodin,বড়দিন,bara din,baray din,کرسمس,kirismaska,عيد الميلاد,الكريسماس,kurismas"),
    (_fixed(12, 24), "christmas eve,xmas eve,crimbo eve,noswyl nadolig,wigilia,wigilie,wigilii"),
    (_fixed(12, 26), "boxing day,st stephens day,gwyl san steffan"),
    (_fixed(1, 1), "new years day,new years,new year,new year day,new years bank holiday,dydd calan,yilbasi,nowy rok,nowy rok,sanadka cusub,راس السنة,رأس السنة,naya saal,نیا سال,নববর্ষ,noboborsho"),
    (_fixed(12, 31), "new years eve,nye,new year eve,hogmanay,old years night,nos galan,sylwester,sylwestra,yilbasi gecesi,yilbasi aksami,ليلة راس السنة"),
    (_fixed(1, 6), "epiphany,trzech kroli,swieto trzech kroli,three kings day"), (_fixed(1, 25), "burns night,st dwynwens day,dydd santes dwynwen"),
    (_fixed(2, 14), "valentines day,valentines,valentine day,st valentines day,sevgililer gunu,walentynki,ভালোবাসা দিবস"),
    (_fixed(3, 1), "st davids day,saint davids day,dydd gwyl dewi,gwyl dewi"), (_fixed(3, 17), "st patricks day,saint patricks day,paddys day,st paddys day"),
    (_fixed(4, 1), "april fools day,april fools,april fool"), (_fixed(4, 23), "st georges day,saint georges day,23 nisan bayrami"), (_fixed(4, 14), "pohela boishakh,পহেলা বৈশাখ,পয়লা বৈশাখ"),
    (_fixed(10, 31), "halloween,hallowen,haloween,calan gaeaf,nos calan gaeaf"), (_fixed(11, 1), "all saints day,all saints,wszystkich swietych"),
    (_fixed(11, 5), "bonfire night,guy fawkes night,guy fawkes,fireworks night,firework night,noson tan gwyllt"), (_fixed(11, 11), "armistice day,remembrance day"),
    (_fixed(11, 30), "st andrews day,saint andrews day"), (_fixed(5, 1), "first of may,calan mai"), (_fixed(3, 8), "international womens day,womens day"),
    (_from_easter(0), "easter,easter sunday,easter day,pasg,sul y pasg,y pasg,wielkanoc,niedziela wielkanocna,paskalya,عيد الفصح,ایسٹر,ইস্টার"),
    (_from_easter(-2), "good friday,easter friday,gwener y groglith,dydd gwener y groglith,wielki piatek"), (_from_easter(1), "easter monday,easter bank holiday,easter bank holiday monday,llun y pasg,dydd llun y pasg,poniedzialek wielkanocny,lany poniedzialek"),
    (_from_easter(-1), "easter saturday,holy saturday,easter eve"), (_from_easter(-3), "maundy thursday,holy thursday"), (_from_easter(-7), "palm sunday,sul y blodau,niedziela palmowa"),
    (_from_easter(-46), "ash wednesday,dydd mercher y lludw,popielec,sroda popielcowa"), (_from_easter(-47), "pancake day,shrove tuesday,pancake tuesday,dydd mawrth ynyd,diwrnod crempog"),
    (_from_easter(-21), "mothers day,mothering sunday,uk mothers day,sul y mamau"), (_from_easter(39), "ascension day"), (_from_easter(49), "whitsun,whit sunday,pentecost,y sulgwyn"), (_from_easter(60), "corpus christi,boze cialo"),
    (_nth(5, 0, 1), "early may bank holiday,may day bank holiday,early may bank holiday monday,first may bank holiday,may bank holiday monday,gwyl banc calan mai"),
    (_nth(5, 0, -1), "spring bank holiday,late may bank holiday,whitsun bank holiday,second may bank holiday,end of may bank holiday,gwyl y banc y gwanwyn,last bank holiday in may"),
    (_nth(8, 0, -1), "august bank holiday,summer bank holiday,late summer bank holiday,august bank holiday monday,gwyl banc awst,gwyl y banc awst,bank holiday in august,last bank holiday in august"),
    (_nth(6, 6, 3), "fathers day,sul y tadau"), (_nth(11, 6, 2), "remembrance sunday,sul y cofio"),
)  # fmt: skip
FEASTS: dict[str, DayOfYear] = {
    normalise(name).key: day for day, names in _NAMES for name in names.split(",") if name
}
FEASTS |= {"may bank holiday": FEASTS["early may bank holiday"], "may day": FEASTS["first of may"]}
LONGEST = max(len(name.split()) for name in FEASTS)


def find_feast(
    tokens: tuple[str, ...], today: date, year: int = 0
) -> tuple[date, bool, range] | None:
    """Find the longest name of a day in a text.

    Args:
        tokens: the words of the text.
        today: the day is the next such one, today counted.
        year: the one that was named, 0 for none.

    Returns:
        The day, whether its name is plain, and where its words stand.
    """
    for length in range(min(LONGEST, len(tokens)), 0, -1):
        for start in range(len(tokens) - length + 1):
            name = " ".join(tokens[start : start + length])
            rule = FEASTS.get(name)
            if rule is not None:
                found = rule(year or today.year)
                found = found if year or found >= today else rule(today.year + 1)
                sure = name not in ("may bank holiday", "may day")
                return found, sure, range(start, start + length)
    return None
