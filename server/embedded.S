/* SPDX-License-Identifier: MIT */
/* The files named by MASH_DATA, as bytes of the program. */
  .section .rodata
#define CARRY(name, file)      \
  .global name##_begin;        \
  .global name##_end;          \
  name##_begin: .incbin file;  \
  name##_end: .byte 0
CARRY(mash_demo_borough, MASH_DATA "/barnfield.json")
CARRY(mash_sample_notifications, MASH_DATA "/sample/notifications.csv")
CARRY(mash_sample_people, MASH_DATA "/sample/people.csv")
  .section .note.GNU-stack,"",@progbits
