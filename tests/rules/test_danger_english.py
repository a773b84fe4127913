"""Danger told in English as neighbours from abroad type it, family by family, and what only sounds like it."""

import pytest

from tests.rules.rings import sayings, urgent

# By what is told: those who tell it, and those who only use its words.
FAMILIES = {
    "a farewell": (
        "I can't do this anymore, goodbye everyone / tell my mom I'm sorry, I am on the roof"
        " / she wrote a goodbye note and left her phone / my roommate took all her sleeping pills"
        " / I don't want to be here anymore, the window is open / he says he has nothing to live for",
        "I can't do this homework anymore lol / goodbye everyone, we are moving next week"
        " / sorry for the noise last night / tell my mom dinner is ready / I can't take this heat anymore"
        " / the window is open, whose is it",
    ),
    "gas and fumes": (
        "there's a really strong gas smell on the 5th floor / gas alarm keeps beeping and it smells"
        " / we all have headaches and the heater is on / smells like gas in unit 2 hallway"
        " / gas is hissing from the pipe under my stove / carbon monoxide alarm is going off",
        "how do I pay the gas bill / my stove won't light, no gas? / the gas meter needs a battery"
        " / smells like someone is cooking fish / what's the gas company number / I need gas for my car",
    ),
    "fire": (
        "smoke coming out of the meter room / the e-bike charger is on fire downstairs"
        " / I see flames on the balcony of 803 / kitchen is burning, please help"
        " / black smoke in stairwell, can't get down / battery exploded and the sofa is burning"
        " / I smell something burning / something is burning in my kitchen",
        "fire drill at 10am / anyone wants to grill on the balcony / the fire door is stuck"
        " / smoking is not allowed here / the new bar is lit, fire music / burning calories at the gym",
    ),
    "a lift": (
        "I'm stuck in the elevator, building 6 / elevator stopped between floors with my kid inside"
        " / somebody is banging inside the lift / the elevator dropped and we can't open the door"
        " / an old lady is trapped in lift 2",
        "elevator is out of order again, nobody inside / lift is so slow today / stuck in traffic"
        " / the elevator smells / when will lift 2 be fixed",
    ),
    "a body": (
        "my grandpa fell and can't get up / someone collapsed at the gate"
        " / my wife is not breathing well, need ambulance / my baby is choking / he is having a seizure"
        " / old man lying on the ground not moving / my husband has chest pain and is sweating"
        " / she cut her hand badly, blood won't stop / my friend drank too much and won't wake up",
        "my back hurts from sitting / the baby is sleeping / anyone know a good doctor / my phone died"
        " / I was so tired I passed out on the couch / heart attack burger is on sale / my plant is dying"
        " / she cut her hair",
    ),
    "violence": (
        "my neighbor is beating his wife again, she's screaming / my husband hit me and locked me in"
        " / a man with a knife at the south gate / two guys fighting with bottles, one is bleeding"
        " / someone is trying to break into my apartment / a man is following me into the building"
        " / he threatens to kill us",
        "the kids are fighting over toys / beat the heat with cold drinks / selling a kitchen knife set"
        " / someone knocked at the wrong door / this price is a killer / the neighbors are loud again",
    ),
    "missing": (
        "my son is missing, he is 6, blue shirt / can't find my grandmother, she has dementia"
        " / has anybody seen a little girl in a red dress? she's lost / my kid didn't come home from school"
        " / my father wandered off this morning",
        "my cat is missing / lost my keys near the gate / has anyone seen my parcel / I miss my mom"
        " / my son is looking for a tutor / lost and found is at the desk",
    ),
    "other harm": (
        "a kid fell into the pond / someone fell in the manhole / there's a live wire on the ground sparking"
        " / a child is hanging out of the window on 7 / a brick fell and hit a man on the head"
        " / a baby is locked in a car in the garage / a dog is attacking a boy / a car hit an old man at the gate"
        " / my mom is sending money to a scammer right now, she won't stop"
        " / my toddler is locked in the bathroom and crying",
        "the pond looks nice / manhole cover is loose / the window is broken / I locked my keys in the car"
        " / dog park opens at 8 / someone hit my car / a scam call again, I hung up / price fell"
        " / the kid next door plays piano",
    ),
    "breaking in": (
        "someone is breaking in / There's a man breaking in next door / some guy is trying to break in"
        " / someones breaking in"
        " / Somebody broke in, he's still inside / someone is at my door trying to get in / burglars breaking in now",
        "someone is breaking in a new horse / They are breaking in the new coach / he is breaking in his new shoes"
        " / we had a break-in last year, fixed the lock / someone trying to get in touch"
        " / the washing machine is breaking",
    ),
    "collapsed, wedged, burnt": (
        "the building collapsed / building fell down help / my kid's head is stuck in the railing"
        " / a child is stuck on the window ledge / it smells like burnt plastic / smells like burning in hallway",
        "the kids are stuck in the middle of homework / my son's ball is stuck on the balcony / smells like burnt toast"
        " / my ears are burning someone talking about me",
    ),
    "in haste": (
        "FIRE in 3-2 / fire in the kitchen / my grandpa didnt come home / I cant get out of the lift"
        " / she wont wake up",
        "fire extinguisher in building 3 is expired / fire drill in building 3 / I cant come / she cant stop laughing",
    ),
}  # fmt: skip


@pytest.mark.parametrize("words", sayings(FAMILIES, 0))
def test_danger_in_english_rings(words: str) -> None:
    assert urgent(words)


@pytest.mark.parametrize("words", sayings(FAMILIES, 1))
def test_what_only_uses_its_words_in_english_rings_nobody(words: str) -> None:
    assert not urgent(words)
