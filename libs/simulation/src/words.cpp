// SPDX-License-Identifier: MIT
#include "words.h"

#include <algorithm>
#include <array>

namespace mash::simulation {

namespace {

struct Words {
  std::string_view concern;
  std::array<std::string_view, 3> sentences;
};

constexpr auto k_words = std::to_array<Words>({
    {"domestic_abuse",
     {"Shouting was heard and something broke; the children were in the next room.",
      "One parent had a cut lip and said that it was a door.",
      "A neighbour rang because of screams, and it was quiet when we came."}},
    {"neglect",
     {"There was hardly any food and the heating was off.",
      "The child wore the same clothes all week and was hungry.",
      "The younger ones had been left alone since the afternoon."}},
    {"physical_abuse",
     {"A bruise was seen on the upper arm, and two accounts of it were given.",
      "The child flinched and said that there had been a slap.",
      "Marks on the back were seen at swimming."}},
    {"emotional_abuse",
     {"The child was called names in front of the class by a parent.",
      "The child says that nothing is ever right at home.",
      "The child is told at home to be the reason for all trouble."}},
    {"parental_mental_health",
     {"The parent had not slept for days and could not go on like this.",
      "The parent did not open the door and spoke of voices.",
      "The parent missed three appointments in a row."}},
    {"parental_alcohol_misuse",
     {"The parent smelt of drink at nine in the morning.",
      "Empty bottles lay where the baby crawls.",
      "The child was fetched by somebody who could not stand straight."}},
    {"parental_substance_misuse",
     {"There was a strong smell of cannabis and a pipe on the table.",
      "The parent was asleep at noon and could hardly be woken.",
      "Strangers come and go at night, a neighbour says."}},
    {"child_mental_health",
     {"The child has not eaten properly for weeks.",
      "The child does not want to leave the bedroom any more.",
      "The child says that everything feels grey."}},
    {"self_harm",
     {"There were fresh scratches on the forearm.", "The child said that it hurts less afterwards.",
      "A friend showed a message that worried the teacher."}},
    {"missing",
     {"The child came home after two nights and would not say from where.",
      "The child was found at a station far away.",
      "It is the third time this month that nobody knew where the child was."}},
    {"criminal_exploitation",
     {"There are new shoes and a second telephone, and nobody has paid for them.",
      "Older boys wait at the gate and the child goes with them.",
      "The child owes money and is afraid."}},
    {"sexual_exploitation",
     {"An older friend buys gifts and fetches the child by car.",
      "Messages on the telephone were of a kind that no child should get.",
      "The child speaks of a party to which one has to go."}},
    {"adult_posing_risk",
     {"A man whom the family calls a friend is there on most evenings.",
      "The same man was seen with children of another family.",
      "The children are told not to speak of the visitor."}},
    {"young_carer",
     {"The child cooks and washes for all of them and comes late.",
      "The child stays at home when the parent is unwell.",
      "The child knows all of the tablets by name."}},
    {"other",
     {"We are worried and would like somebody to look at it.",
      "Something has changed at home, and the child is not as before.",
      "The family may need help and has not asked for any."}},
});

}  // namespace

std::string_view sentence(std::string_view concern, Stream& stream) {
  const auto* found = std::find_if(k_words.begin(), k_words.end(),
                                   [&](const Words& words) { return words.concern == concern; });
  return stream.pick((found == k_words.end() ? k_words.back() : *found).sentences);
}

}  // namespace mash::simulation
