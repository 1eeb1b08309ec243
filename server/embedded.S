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
CARRY(mash_name_variants, "linkage/name_variants.lst")
CARRY(mash_name_shares, "linkage/name_shares.lst")
  .section .note.GNU-stack,"",@progbits
