-- SPDX-License-Identifier: MIT
-- The decision as SQLite takes it: one expression over who asks for what and a class of facts.
-- Goal: an implementation that shares no line with the kernel. Parameters: first and last asker.

-- Everybody who can ask for each act. `number` is ((side * roles + role) * 2 + mark) * acts + act.
CREATE TABLE asker (number INTEGER PRIMARY KEY, side TEXT, role TEXT, marked INTEGER, act TEXT,
                    room TEXT, needs TEXT, has_act INTEGER);
INSERT INTO asker
  SELECT ((side.number * (SELECT count(*) FROM role) + role.number) * 2 + mark.bit)
           * (SELECT count(*) FROM act) + act.number,
         side.name, role.name, mark.bit, act.name, row_of_act.room, row_of_act.needs,
         EXISTS (SELECT 1 FROM capability WHERE capability.role = role.name
                                            AND capability.act = act.name)
  FROM side, role, yes_no AS mark, act JOIN row_of_act ON row_of_act.act = act.name;

-- The test runs what stands above once, and asks what stands below.
SELECT asker.number, class.number, CASE
  -- 1 to 3: who asks at all
  WHEN room = 'anywhere' THEN 'open_to_all'
  WHEN side = 'system' THEN
    CASE WHEN room = 'machinery' OR act = 'log_notification' THEN 'own_system'
         ELSE 'wrong_side' END
  WHEN side = 'nobody' THEN 'wrong_side'
  -- 4 to 7: what no role overcomes
  WHEN item = 'erased' THEN 'erased'
  WHEN barred THEN 'barred'
  WHEN (room = 'gate') <> (side = 'outside') THEN 'wrong_side'
  WHEN NOT has_act THEN 'no_capability'
  ELSE CASE needs
    WHEN 'nothing' THEN 'capability'
    WHEN 'somebody else' THEN iif(own, 'own_doing', 'capability')
    -- 8: products
    WHEN 'product' THEN iif(own AND released, 'released_to_you', 'not_released')
    -- 9: words
    WHEN 'words' THEN CASE
      WHEN own AND item <> 'none' THEN 'owner'
      WHEN item <> 'in_hub' THEN 'not_in_hub'
      WHEN NOT (member OR glass) THEN 'not_member'
      WHEN most_sensitive AND NOT (member AND role IN ('MashManager', 'DeputyManager'))
        THEN 'too_sensitive'
      WHEN owed AND NOT urgent AND role <> 'EmergencyDuty' THEN 'reason_owed'
      WHEN most_sensitive THEN 'manager_only'
      WHEN member THEN 'member'
      ELSE 'broken_glass' END
    -- 11: a case
    WHEN 'membership' THEN iif(member, 'member', 'not_member')
    WHEN 'basis' THEN CASE
      WHEN NOT member THEN 'not_member'
      WHEN NOT (basis OR urgent) THEN 'basis_missing'
      ELSE 'member' END
    WHEN 'reading' THEN CASE
      WHEN NOT (member OR glass) THEN 'not_member'
      WHEN owed AND NOT urgent AND role <> 'EmergencyDuty' THEN 'reason_owed'
      WHEN member THEN 'member'
      ELSE 'broken_glass' END
    -- 10: the owner
    ELSE CASE
      WHEN NOT own THEN 'not_owner'
      WHEN needs = 'own draft' AND item <> 'draft' THEN 'not_draft'
      WHEN needs IN ('own and marked', 'own release') AND NOT marked THEN 'may_not_release'
      WHEN needs IN ('own word', 'own disposal')
           AND NOT (marked OR role IN ('MashManager', 'DeputyManager', 'DesignatedOfficer'))
           THEN 'may_not_release'
      WHEN needs = 'own disposal' AND held THEN 'held'
      WHEN needs = 'own release' AND item <> 'in_hub' THEN 'not_in_hub'
      ELSE 'owner' END
  END
END
FROM asker CROSS JOIN class WHERE asker.number BETWEEN ?1 AND ?2;
