"""Dangers told in English, each of its kind, and what only sounds like them."""

import pytest

from config.lexicon import load_reader
from rules.parsing import Context, alarming, read

READER = load_reader()
DANGERS = {
    "gas": (
        "gas is leaking in the kitchen",
        "I can smell gas on the third floor",
        "there's a strong gas smell in our building",
        "GAS LEAK!!!",
    ),
    "fumes": (
        "carbon monoxide alarm is ringing",
        "carbon monoxide detector going off",
        "the gas is off and I feel dizzy",
    ),
    "fire": (
        "the meter box is smoking it is getting worse",
        "just smoke, a lot of smoke from the kitchen",
        "the balcony is burning",
        "it's on fire!",
        "thick black smoke from unit 2",
        "I smell smoke on the stairs",
        "can't put out the fire, help",
        "fire is out of control",
        "bring a fire extinguisher, the kitchen is on fire",
        "fire on the balcony because of a cigarette",
        "the scooter battery exploded in the corridor",
        "Fire!!!",
        "the smoke detector is going off in 502, nobody answers",
        "smoke alarm keeps beeping and there is smoke",
    ),
    "lift": (
        "help, we are trapped in the lift",
        "I'm stuck in the elevator",
        "stuck in the lift with my dog",
        "the light is out and we are stuck in the lift",
        "lift stuck between floors, two kids inside",
        "Please send someone, the elevator stopped and my mother is inside",
    ),
    "unconscious": (
        "he is drowning",
        "a child fell into the river",
        "he fainted and won't wake up",
        "my husband is having a heart attack",
        "the baby is choking",
        "he is bleeding heavily from the head",
        "there is blood everywhere",
        "he took too many pills",
        "my son swallowed a battery",
        "he has no pulse",
        "he fell from the balcony while on the phone",
        "he collapsed in class and is not breathing",
        "my wife is in labour",
        "call an ambulance please",
        "the power is out, my mom is on oxygen",
        "power outage and my dad needs his ventilator",
        "the corridor lights are out and a man is lying there",
    ),
    "violence": ("my neighbour is beating his wife", "he is beating her again, hurry"),
    "crime": (
        "they are fighting with knives",
        "somebody is fighting downstairs, there is blood",
        "fighting over parking, one has a knife",
        "he was stabbed",
        "someone has a gun",
        "a stranger is trying to open my door",
    ),
    "suicide": (
        "someone is standing on the edge of the roof",
        "she is going to jump into the river",
        "I don't want to live anymore",
    ),
    "missing": (
        "my son is lost, 6 years old",
        "we can't find our daughter",
        "my son is missing, red jacket and a blue school bag",
        "my dad has dementia and went out, he is missing",
    ),
    "other": (
        "car crash, people hurt",
        "someone was hit by a car",
        "explosion",
        "there was an explosion in building 3",
        "a power line fell on the road",
        "there is a live wire on the ground",
        "the basement is flooded and the socket is sparking",
        "water is flooding the electric box",
        "a child is locked inside a car",
        "people are screaming for help next door",
        "call 119",
    ),
}
TALK = (
    "smoke alarm keeps chirping, battery is low",
    "my smoke alarm is going off every time I cook lol",
    "power is out, no oxygen for my fish tank",
    "a man is lying on the beach in the photo",
    "this song is fire",
    "you are on fire today",
    "fire sale at the market",
    "light my fire",
    "smoke break?",
    "where can I smoke",
    "what if there is a fire",
    "the fire was put out",
    "no fire, just a barbecue",
    "killing it",
    "my feet are killing me",
    "explosion of taste",
    "population explosion",
    "crash course in cooking on sunday",
    "the app crashed",
    "I'm dying of laughter",
    "my phone is dying",
    "drowning in work",
    "I am drowning in paperwork",
    "almost had a heart attack when I saw the price",
    "unconscious bias training",
    "bleeding edge technology",
    "no one was hurt in the crash",
    "jump in the pool",
    "who wants to jump in on the group buy",
    "fight for your rights",
    "kids are fighting over toys",
    "kitchen knife for sale",
    "I saw a fight in a movie",
    "stuck in traffic",
    "I'm stuck in a meeting",
    "come and smoke with us after dinner",
    "my dad smokes too much",
    "nobody is trapped in the lift",
    "my cat is missing",
    "my keys are missing",
    "missing you all",
    "he was found, thanks",
    "gas station nearby?",
    "where can I pay the gas bill",
    "can someone help me with the form",
)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in DANGERS.items() for text in texts])
def test_a_danger_in_english_is_one_of_its_kind(kind: str, text: str) -> None:
    found = read(text, Context(), READER)
    assert [(each.danger, each.service_class) for each in found.requests] == [(kind, "P0")]
    assert alarming(text, READER)
    assert not found.hinted


@pytest.mark.parametrize("text", TALK)
def test_english_talk_is_no_danger(text: str) -> None:
    assert not any(each.danger or each.service_class == "P0" for each in read(text, Context(), READER).requests)
