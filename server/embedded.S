/* SPDX-License-Identifier: MIT */
/* Files of the folder data/ (on the include path), as bytes of the program. */
  .section .rodata
#define CARRY(name, file)      \
  .global name##_begin;        \
  .global name##_end;          \
  name##_begin: .incbin file;  \
  name##_end: .byte 0
CARRY(mash_demo_borough, "barnfield.json")
CARRY(mash_gate_policies, "gate_policies.json")
CARRY(mash_hub_policies, "hub_policies.json")
CARRY(mash_sample_notifications, "sample/notifications.csv")
CARRY(mash_sample_people, "sample/people.csv")
CARRY(mash_past_notifications, "sample/past-notifications.csv")
CARRY(mash_past_people, "sample/past-people.csv")
CARRY(mash_pattern_notifications, "sample/patterns-notifications.csv")
CARRY(mash_pattern_people, "sample/patterns-people.csv")
  .global mash_name_variants_begin
  .global mash_name_variants_end
mash_name_variants_begin:
  .incbin "linkage/name_variants.lst"
  .incbin "linkage/name_variants_africa.lst"
mash_name_variants_end: .byte 0
CARRY(mash_name_shares, "linkage/name_shares.lst")
CARRY(mash_given_names, "simulation/names/given_names.csv")
CARRY(mash_surnames, "simulation/names/surnames.csv")
CARRY(mash_place_names, "simulation/names/places.csv")
CARRY(mash_postcode_districts, "simulation/names/districts.csv")
CARRY(mash_borough_figures, "simulation/boroughs.csv")
CARRY(mash_simulation_assumptions, "simulation/assumptions.json")
  .section .note.GNU-stack,"",@progbits
