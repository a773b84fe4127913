"""What fails, lies about or is taken, told in English; and talk of the same things."""

import pytest

from config.lexicon import load_reader
from rules.parsing import Context, read

READER = load_reader()
TROUBLES = {
    "the trash hasn't been picked up for 3 days": "sanitation.garbage_overflow",
    "my bike got stolen last night from the shed": "public_security.theft",
    "dogs barking all night can't sleep": "dispute.noise",
    "the main gate won't open with my card": "property_repair.access_gate",
    "wifi is super slow these days": "utility.telecom",
    "someone parked in front of the fire exit": "city_order.parking_violation",
    "the playground swing is broken, kids could get hurt": "public_facility.fitness_facility",
    "the bench near block 4 is broken": "public_facility.fitness_facility",
    "ice on the steps at the north gate, be careful": "emergency_health.extreme_weather",
    "heating is barely warm, 14 degrees inside": "utility.heating",
    "water came out brown this morning": "utility.water_quality",
    "construction noise at 11pm seriously": "city_order.construction_nuisance",
    "How do I get a residence permit? where should I go": "policy_inquiry.residence",
    "what documents do I need for medical insurance?": "policy_inquiry.medical_insurance",
    "Where do I get a birth certificate?": "policy_inquiry.certificate",
}


@pytest.mark.parametrize("words", TROUBLES)
def test_a_trouble_is_asked_for(words: str) -> None:
    assert [each.matter for each in read(words, Context(), READER).requests] == [TROUBLES[words]]


@pytest.mark.parametrize(
    "words",
    [
        "I parked my car, anyone going downtown", "my bike is for sale", "party tonight at my place 8pm",
        "found my stolen bike, thanks", "if the gate won't open use the code", "there was ice on the road last week",
        "great music tonight", "trash goes out on Monday", "my landlord wants to raise the rent lol",
        "haha my neighbours were so loud", "the movie was about a stolen bike",
        "health insurance is so expensive", "where can I buy a school bag", "my residence permit came today",
    ],
)  # fmt: skip
def test_talk_of_the_same_asks_for_nothing(words: str) -> None:
    assert read(words, Context(), READER).requests == ()


@pytest.mark.parametrize(
    ("words", "matter", "building"),
    [
        ("woshi 2haolou 3danyuan de, dianti huai le", "property_repair.elevator_fault", "2"),
        ("ting shui le ma? 5 hao lou shui dou mei you", "utility.water_outage", "5"),
        ("women lou you mei dian le", "utility.power_outage", ""),
        ("kongtiao lou shui di dao wo jia le", "property_repair.leak", ""),
        ("wo jia matong du le", "property_repair.drain_block", ""),
        ("nuanqi bu re", "utility.heating", ""),
        ("loudao deng bu liang", "property_repair.corridor_light", ""),
        ("laji mei ren shou", "sanitation.garbage_overflow", ""),
    ],
)
def test_what_fails_may_be_told_in_the_letters_of_pinyin(words: str, matter: str, building: str) -> None:
    assert [(each.matter, each.building) for each in read(words, Context(), READER).requests] == [(matter, building)]


@pytest.mark.parametrize(
    "words",
    ["dianti xiu hao le", "lai shui le", "mingtian ting shui ma", "haha tai hao le", "wo mei qian le", "ni hao"],
)
def test_what_is_over_or_talk_in_them_is_not(words: str) -> None:
    assert read(words, Context(), READER).requests == ()
