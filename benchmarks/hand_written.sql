-- The results of a wide table for the built-in diagnostic, as somebody would write them by hand who knows SQL, DuckDB and
-- the method: made for this diagnostic and these tables alone, and as fast as that. Benchmarks hold the program against it.
--
-- The table holds levels from 0 to 4, whole numbers, NULL where a question is open; no evidence, no weaknesses, no scope.
-- The variable `path` says where the table is; the column `file` begins with it.
WITH answers AS (
    SELECT getvariable('path') || '#' || (file_row_number + 1) AS file, *
    FROM read_parquet(getvariable('path'), file_row_number = TRUE)
),
-- Weak are the levels 0 and 1, partial is 2; a question that is open is neither.
findings AS (
    SELECT
        *,
        coalesce("legal.instrument" < 2, FALSE) AS "weak:legal.instrument",
        coalesce("legal.competence" < 2, FALSE) AS "weak:legal.competence",
        coalesce("legal.disclosure" < 2, FALSE) AS "weak:legal.disclosure",
        coalesce("legal.special_techniques" < 2, FALSE) AS "weak:legal.special_techniques",
        coalesce("governance.steering" < 2, FALSE) AS "weak:governance.steering",
        coalesce("governance.priorities" < 2, FALSE) AS "weak:governance.priorities",
        coalesce("governance.local" < 2, FALSE) AS "weak:governance.local",
        coalesce("governance.deconfliction" < 2, FALSE) AS "weak:governance.deconfliction",
        coalesce("exchange.mechanisms" < 2, FALSE) AS "weak:exchange.mechanisms",
        coalesce("exchange.requests" < 2, FALSE) AS "weak:exchange.requests",
        coalesce("exchange.spontaneous" < 2, FALSE) AS "weak:exchange.spontaneous",
        coalesce("exchange.products" < 2, FALSE) AS "weak:exchange.products",
        coalesce("risk.cooperation" < 2, FALSE) AS "weak:risk.cooperation",
        coalesce("risk.register" < 2, FALSE) AS "weak:risk.register",
        coalesce("risk.advance_data" < 2, FALSE) AS "weak:risk.advance_data",
        coalesce("risk.feedback" < 2, FALSE) AS "weak:risk.feedback",
        coalesce("investigation.handover" < 2, FALSE) AS "weak:investigation.handover",
        coalesce("investigation.joint_units" < 2, FALSE) AS "weak:investigation.joint_units",
        coalesce("investigation.controlled_delivery" < 2, FALSE) AS "weak:investigation.controlled_delivery",
        coalesce("investigation.financial" < 2, FALSE) AS "weak:investigation.financial",
        coalesce("investigation.outcomes" < 2, FALSE) AS "weak:investigation.outcomes",
        coalesce("liaison.contacts" < 2, FALSE) AS "weak:liaison.contacts",
        coalesce("liaison.officers" < 2, FALSE) AS "weak:liaison.officers",
        coalesce("liaison.ncb_rilo" < 2, FALSE) AS "weak:liaison.ncb_rilo",
        coalesce("liaison.meetings" < 2, FALSE) AS "weak:liaison.meetings",
        coalesce("liaison.programmes" < 2, FALSE) AS "weak:liaison.programmes",
        coalesce("liaison.international_operations" < 2, FALSE) AS "weak:liaison.international_operations",
        coalesce("operations.controls" < 2, FALSE) AS "weak:operations.controls",
        coalesce("operations.joint" < 2, FALSE) AS "weak:operations.joint",
        coalesce("operations.equipment" < 2, FALSE) AS "weak:operations.equipment",
        coalesce("operations.mixed_units" < 2, FALSE) AS "weak:operations.mixed_units",
        coalesce("technology.interpol_access" < 2, FALSE) AS "weak:technology.interpol_access",
        coalesce("technology.reciprocal_access" < 2, FALSE) AS "weak:technology.reciprocal_access",
        coalesce("technology.wco_systems" < 2, FALSE) AS "weak:technology.wco_systems",
        coalesce("technology.channel" < 2, FALSE) AS "weak:technology.channel",
        coalesce("capacity.training" < 2, FALSE) AS "weak:capacity.training",
        coalesce("capacity.exchanges" < 2, FALSE) AS "weak:capacity.exchanges",
        coalesce("capacity.budget" < 2, FALSE) AS "weak:capacity.budget",
        coalesce("capacity.trust" < 2, FALSE) AS "weak:capacity.trust",
        coalesce("performance.indicators" < 2, FALSE) AS "weak:performance.indicators",
        coalesce("performance.review" < 2, FALSE) AS "weak:performance.review",
        coalesce("performance.data_protection" < 2, FALSE) AS "weak:performance.data_protection",
        coalesce("performance.integrity" < 2, FALSE) AS "weak:performance.integrity",
        coalesce("legal.instrument" = 2, FALSE) AS "partial:legal.instrument",
        coalesce("legal.competence" = 2, FALSE) AS "partial:legal.competence",
        coalesce("legal.disclosure" = 2, FALSE) AS "partial:legal.disclosure",
        coalesce("legal.special_techniques" = 2, FALSE) AS "partial:legal.special_techniques",
        coalesce("governance.steering" = 2, FALSE) AS "partial:governance.steering",
        coalesce("governance.priorities" = 2, FALSE) AS "partial:governance.priorities",
        coalesce("governance.local" = 2, FALSE) AS "partial:governance.local",
        coalesce("governance.deconfliction" = 2, FALSE) AS "partial:governance.deconfliction",
        coalesce("exchange.mechanisms" = 2, FALSE) AS "partial:exchange.mechanisms",
        coalesce("exchange.requests" = 2, FALSE) AS "partial:exchange.requests",
        coalesce("exchange.spontaneous" = 2, FALSE) AS "partial:exchange.spontaneous",
        coalesce("exchange.products" = 2, FALSE) AS "partial:exchange.products",
        coalesce("risk.cooperation" = 2, FALSE) AS "partial:risk.cooperation",
        coalesce("risk.register" = 2, FALSE) AS "partial:risk.register",
        coalesce("risk.advance_data" = 2, FALSE) AS "partial:risk.advance_data",
        coalesce("risk.feedback" = 2, FALSE) AS "partial:risk.feedback",
        coalesce("investigation.handover" = 2, FALSE) AS "partial:investigation.handover",
        coalesce("investigation.joint_units" = 2, FALSE) AS "partial:investigation.joint_units",
        coalesce("investigation.controlled_delivery" = 2, FALSE) AS "partial:investigation.controlled_delivery",
        coalesce("investigation.financial" = 2, FALSE) AS "partial:investigation.financial",
        coalesce("investigation.outcomes" = 2, FALSE) AS "partial:investigation.outcomes",
        coalesce("liaison.contacts" = 2, FALSE) AS "partial:liaison.contacts",
        coalesce("liaison.officers" = 2, FALSE) AS "partial:liaison.officers",
        coalesce("liaison.ncb_rilo" = 2, FALSE) AS "partial:liaison.ncb_rilo",
        coalesce("liaison.meetings" = 2, FALSE) AS "partial:liaison.meetings",
        coalesce("liaison.programmes" = 2, FALSE) AS "partial:liaison.programmes",
        coalesce("liaison.international_operations" = 2, FALSE) AS "partial:liaison.international_operations",
        coalesce("operations.controls" = 2, FALSE) AS "partial:operations.controls",
        coalesce("operations.joint" = 2, FALSE) AS "partial:operations.joint",
        coalesce("operations.equipment" = 2, FALSE) AS "partial:operations.equipment",
        coalesce("operations.mixed_units" = 2, FALSE) AS "partial:operations.mixed_units",
        coalesce("technology.interpol_access" = 2, FALSE) AS "partial:technology.interpol_access",
        coalesce("technology.reciprocal_access" = 2, FALSE) AS "partial:technology.reciprocal_access",
        coalesce("technology.wco_systems" = 2, FALSE) AS "partial:technology.wco_systems",
        coalesce("technology.channel" = 2, FALSE) AS "partial:technology.channel",
        coalesce("capacity.training" = 2, FALSE) AS "partial:capacity.training",
        coalesce("capacity.exchanges" = 2, FALSE) AS "partial:capacity.exchanges",
        coalesce("capacity.budget" = 2, FALSE) AS "partial:capacity.budget",
        coalesce("capacity.trust" = 2, FALSE) AS "partial:capacity.trust",
        coalesce("performance.indicators" = 2, FALSE) AS "partial:performance.indicators",
        coalesce("performance.review" = 2, FALSE) AS "partial:performance.review",
        coalesce("performance.data_protection" = 2, FALSE) AS "partial:performance.data_protection",
        coalesce("performance.integrity" = 2, FALSE) AS "partial:performance.integrity"
    FROM answers
),
-- What the figures of each domain are made of.
sums AS (
    SELECT
        *,
        ("legal.instrument" IS NOT NULL)::TINYINT + ("legal.competence" IS NOT NULL)::TINYINT
            + ("legal.disclosure" IS NOT NULL)::TINYINT + ("legal.special_techniques" IS NOT NULL)::TINYINT AS "legal.answered",
        coalesce("legal.instrument", 0) + coalesce("legal.competence", 0) + coalesce("legal.disclosure", 0)
            + coalesce("legal.special_techniques", 0) AS "legal.points",
        ("governance.steering" IS NOT NULL)::TINYINT + ("governance.priorities" IS NOT NULL)::TINYINT
            + ("governance.local" IS NOT NULL)::TINYINT + ("governance.deconfliction" IS NOT NULL)::TINYINT AS "governance.answered",
        coalesce("governance.steering", 0) + coalesce("governance.priorities", 0)
            + coalesce("governance.local", 0) + coalesce("governance.deconfliction", 0) AS "governance.points",
        ("exchange.mechanisms" IS NOT NULL)::TINYINT + ("exchange.requests" IS NOT NULL)::TINYINT
            + ("exchange.spontaneous" IS NOT NULL)::TINYINT + ("exchange.products" IS NOT NULL)::TINYINT AS "exchange.answered",
        coalesce("exchange.mechanisms", 0) + coalesce("exchange.requests", 0)
            + coalesce("exchange.spontaneous", 0) + coalesce("exchange.products", 0) AS "exchange.points",
        ("risk.cooperation" IS NOT NULL)::TINYINT + ("risk.register" IS NOT NULL)::TINYINT
            + ("risk.advance_data" IS NOT NULL)::TINYINT + ("risk.feedback" IS NOT NULL)::TINYINT AS "risk.answered",
        coalesce("risk.cooperation", 0) + coalesce("risk.register", 0) + coalesce("risk.advance_data", 0)
            + coalesce("risk.feedback", 0) AS "risk.points",
        ("investigation.handover" IS NOT NULL)::TINYINT + ("investigation.joint_units" IS NOT NULL)::TINYINT
            + ("investigation.controlled_delivery" IS NOT NULL)::TINYINT
            + ("investigation.financial" IS NOT NULL)::TINYINT + ("investigation.outcomes" IS NOT NULL)::TINYINT AS "investigation.answered",
        coalesce("investigation.handover", 0) + coalesce("investigation.joint_units", 0)
            + coalesce("investigation.controlled_delivery", 0) + coalesce("investigation.financial", 0)
            + coalesce("investigation.outcomes", 0) AS "investigation.points",
        ("liaison.contacts" IS NOT NULL)::TINYINT + ("liaison.officers" IS NOT NULL)::TINYINT
            + ("liaison.ncb_rilo" IS NOT NULL)::TINYINT + ("liaison.meetings" IS NOT NULL)::TINYINT
            + ("liaison.programmes" IS NOT NULL)::TINYINT
            + ("liaison.international_operations" IS NOT NULL)::TINYINT AS "liaison.answered",
        coalesce("liaison.contacts", 0) + coalesce("liaison.officers", 0) + coalesce("liaison.ncb_rilo", 0)
            + coalesce("liaison.meetings", 0) + coalesce("liaison.programmes", 0)
            + coalesce("liaison.international_operations", 0) AS "liaison.points",
        ("operations.controls" IS NOT NULL)::TINYINT + ("operations.joint" IS NOT NULL)::TINYINT
            + ("operations.equipment" IS NOT NULL)::TINYINT + ("operations.mixed_units" IS NOT NULL)::TINYINT AS "operations.answered",
        coalesce("operations.controls", 0) + coalesce("operations.joint", 0)
            + coalesce("operations.equipment", 0) + coalesce("operations.mixed_units", 0) AS "operations.points",
        ("technology.interpol_access" IS NOT NULL)::TINYINT
            + ("technology.reciprocal_access" IS NOT NULL)::TINYINT
            + ("technology.wco_systems" IS NOT NULL)::TINYINT + ("technology.channel" IS NOT NULL)::TINYINT AS "technology.answered",
        coalesce("technology.interpol_access", 0) + coalesce("technology.reciprocal_access", 0)
            + coalesce("technology.wco_systems", 0) + coalesce("technology.channel", 0) AS "technology.points",
        ("capacity.training" IS NOT NULL)::TINYINT + ("capacity.exchanges" IS NOT NULL)::TINYINT
            + ("capacity.budget" IS NOT NULL)::TINYINT + ("capacity.trust" IS NOT NULL)::TINYINT AS "capacity.answered",
        coalesce("capacity.training", 0) + coalesce("capacity.exchanges", 0)
            + coalesce("capacity.budget", 0) + coalesce("capacity.trust", 0) AS "capacity.points",
        ("performance.indicators" IS NOT NULL)::TINYINT + ("performance.review" IS NOT NULL)::TINYINT
            + ("performance.data_protection" IS NOT NULL)::TINYINT
            + ("performance.integrity" IS NOT NULL)::TINYINT AS "performance.answered",
        coalesce("performance.indicators", 0) + coalesce("performance.review", 0)
            + coalesce("performance.data_protection", 0) + coalesce("performance.integrity", 0) AS "performance.points"
    FROM findings
),
-- Means, and whether there is enough of them: three fifths of the answers, and every critical one.
domains AS (
    SELECT
        *,
        "legal.points" / nullif("legal.answered", 0) AS "legal.score",
        "legal.points" / 4 AS "legal.low",
        ("legal.points" + 4 * (4 - "legal.answered")) / 4 AS "legal.high",
        "legal.answered" >= 3 AND "legal.instrument" IS NOT NULL AND "legal.disclosure" IS NOT NULL AS "legal.rated",
        least("legal.instrument", "legal.disclosure") AS "legal.critical",
        "governance.points" / nullif("governance.answered", 0) AS "governance.score",
        "governance.points" / 4 AS "governance.low",
        ("governance.points" + 4 * (4 - "governance.answered")) / 4 AS "governance.high",
        "governance.answered" >= 3 AND "governance.steering" IS NOT NULL AS "governance.rated",
        "exchange.points" / nullif("exchange.answered", 0) AS "exchange.score",
        "exchange.points" / 4 AS "exchange.low",
        ("exchange.points" + 4 * (4 - "exchange.answered")) / 4 AS "exchange.high",
        "exchange.answered" >= 3 AND "exchange.mechanisms" IS NOT NULL AS "exchange.rated",
        "risk.points" / nullif("risk.answered", 0) AS "risk.score",
        "risk.points" / 4 AS "risk.low",
        ("risk.points" + 4 * (4 - "risk.answered")) / 4 AS "risk.high",
        "risk.answered" >= 3 AND "risk.cooperation" IS NOT NULL AS "risk.rated",
        "investigation.points" / nullif("investigation.answered", 0) AS "investigation.score",
        "investigation.points" / 5 AS "investigation.low",
        ("investigation.points" + 4 * (5 - "investigation.answered")) / 5 AS "investigation.high",
        "investigation.answered" >= 3 AND "investigation.handover" IS NOT NULL AS "investigation.rated",
        "liaison.points" / nullif("liaison.answered", 0) AS "liaison.score",
        "liaison.points" / 6 AS "liaison.low",
        ("liaison.points" + 4 * (6 - "liaison.answered")) / 6 AS "liaison.high",
        "liaison.answered" >= 4 AND "liaison.contacts" IS NOT NULL AS "liaison.rated",
        "operations.points" / nullif("operations.answered", 0) AS "operations.score",
        "operations.points" / 4 AS "operations.low",
        ("operations.points" + 4 * (4 - "operations.answered")) / 4 AS "operations.high",
        "operations.answered" >= 3 AND "operations.joint" IS NOT NULL AS "operations.rated",
        "technology.points" / nullif("technology.answered", 0) AS "technology.score",
        "technology.points" / 4 AS "technology.low",
        ("technology.points" + 4 * (4 - "technology.answered")) / 4 AS "technology.high",
        "technology.answered" >= 3 AND "technology.interpol_access" IS NOT NULL AS "technology.rated",
        "capacity.points" / nullif("capacity.answered", 0) AS "capacity.score",
        "capacity.points" / 4 AS "capacity.low",
        ("capacity.points" + 4 * (4 - "capacity.answered")) / 4 AS "capacity.high",
        "capacity.answered" >= 3 AND "capacity.training" IS NOT NULL AS "capacity.rated",
        "performance.points" / nullif("performance.answered", 0) AS "performance.score",
        "performance.points" / 4 AS "performance.low",
        ("performance.points" + 4 * (4 - "performance.answered")) / 4 AS "performance.high",
        "performance.answered" >= 3 AND "performance.data_protection" IS NOT NULL AS "performance.rated"
    FROM sums
),
-- TRUE, FALSE, or NULL while a rule is undecided: SQL's own three values.
-- Whoever gives a level does not say `unknown`, of which a number below 0 would be one; and where weaknesses were not asked,
-- only on a strong answer it is known that there is none. No weights differ from 1: means are sums over a fixed number.
rules AS (
    SELECT
        *,
        "legal.disclosure" <= 1
            AND ("exchange.mechanisms" >= 3 OR "exchange.requests" >= 3 OR "exchange.spontaneous" >= 3) AS "rule:practice_ahead_of_law",
        "technology.reciprocal_access" >= 2 AND "legal.disclosure" <= 1 AS "rule:access_without_gateway",
        "legal.instrument" >= 2 AND "exchange.mechanisms" <= 1 AS "rule:texts_without_practice",
        "legal.instrument" <= 1
            AND ("governance.local" = 1 OR CASE WHEN "governance.local" >= 3 THEN FALSE END) AS "rule:local_practice_depends_on_persons",
        "legal.disclosure" = 1 AS "rule:own_reading_of_the_law",
        "legal.disclosure" < 0 AS "rule:sharing_rules_unknown",
        "legal.competence" < 0 AS "rule:powers_unknown",
        "governance.steering" >= 3 AND "governance.priorities" <= 1 AS "rule:steering_without_plan",
        "governance.steering" >= 3 AND "performance.indicators" <= 1 AS "rule:steering_without_indicators",
        "governance.steering" >= 3 AND "governance.local" <= 1 AS "rule:summit_without_sites",
        "governance.local" >= 3 AND "governance.steering" <= 1 AS "rule:sites_without_summit",
        "liaison.contacts" >= 2
            AND (CASE WHEN "governance.local" >= 3 THEN FALSE END OR CASE WHEN "exchange.requests" >= 3 THEN FALSE END) AS "rule:contacts_without_authority",
        ("operations.joint" >= 3 OR "investigation.joint_units" >= 3 OR "operations.mixed_units" >= 3)
            AND "governance.deconfliction" <= 1 AS "rule:joint_work_without_deconfliction",
        "governance.priorities" >= 3 AND "capacity.budget" <= 1 AS "rule:plan_without_means",
        "liaison.meetings" >= 3
            AND "liaison.contacts" >= 3
            AND "legal.disclosure" >= 3
            AND "technology.channel" >= 3
            AND "performance.data_protection" >= 2
            AND "exchange.mechanisms" < 4 AS "rule:fusion_centre_ready",
        "exchange.mechanisms" >= 4 AND ("liaison.contacts" <= 1 OR "governance.local" <= 1) AS "rule:centre_without_field",
        "exchange.mechanisms" >= 3 AND "technology.channel" <= 1 AS "rule:exchange_without_channel",
        ("exchange.mechanisms" >= 3 OR "technology.reciprocal_access" >= 2)
            AND "performance.data_protection" <= 1 AS "rule:exchange_without_data_protection",
        "technology.wco_systems" >= 3 AND "exchange.products" <= 1 AS "rule:data_entered_not_used",
        CASE WHEN "exchange.high" < 2 THEN TRUE WHEN "exchange.low" >= 2 THEN FALSE END
            AND "operations.joint" >= 3 AS "rule:operations_ahead_of_exchange",
        "risk.cooperation" >= 2 AND "risk.register" <= 1 AS "rule:targeting_without_common_risks",
        ("risk.cooperation" >= 3 OR "risk.advance_data" >= 3) AND "risk.feedback" <= 1 AS "rule:targeting_without_feedback",
        "risk.advance_data" >= 3 AND "operations.controls" <= 1 AS "rule:targeting_without_joint_control",
        ("investigation.joint_units" >= 2 OR "operations.mixed_units" >= 2)
            AND "legal.competence" <= 1 AS "rule:joint_units_without_competence_rule",
        ("investigation.joint_units" >= 2 OR "operations.mixed_units" >= 2)
            AND "investigation.handover" <= 1 AS "rule:joint_units_without_handover",
        "investigation.controlled_delivery" >= 1 AND "legal.special_techniques" < 2 AS "rule:controlled_delivery_without_law",
        "legal.special_techniques" >= 2 AND "investigation.controlled_delivery" = 0 AS "rule:technique_allowed_not_used",
        ("investigation.handover" >= 2 OR "investigation.controlled_delivery" >= 2 OR "technology.interpol_access" >= 3)
            AND "liaison.contacts" <= 1 AS "rule:numbers_to_call_missing",
        "investigation.financial" <= 1 AND "investigation.outcomes" <= 1 AS "rule:cases_end_with_the_courier",
        "investigation.outcomes" < 0 OR "risk.feedback" < 0 AS "rule:outcomes_unknown",
        "liaison.officers" >= 2 AND "liaison.contacts" <= 1 AS "rule:liaison_without_contacts",
        "liaison.international_operations" >= 2 AND "liaison.ncb_rilo" <= 1 AS "rule:two_channels_abroad",
        "liaison.programmes" >= 2 AND "capacity.budget" <= 1 AS "rule:programmes_without_budget",
        "operations.mixed_units" >= 2 AND "capacity.budget" <= 1 AS "rule:mixed_units_without_budget",
        ("operations.mixed_units" >= 2 OR "investigation.joint_units" >= 2)
            AND "performance.integrity" <= 1 AS "rule:mixed_units_without_integrity",
        "operations.joint" >= 3 AND "performance.review" <= 1 AS "rule:operations_without_lessons",
        "technology.interpol_access" >= 1 AND "performance.data_protection" <= 1 AS "rule:interpol_data_without_rules",
        "technology.interpol_access" = 1 AND "liaison.ncb_rilo" <= 1 AS "rule:interpol_data_by_favour",
        "capacity.training" >= 3 AND "capacity.trust" <= 1 AS "rule:training_without_trust",
        "capacity.trust" >= 3 AND "capacity.training" <= 1 AS "rule:trust_without_training",
        CASE WHEN "governance.high" < 1 THEN TRUE WHEN "governance.low" >= 1 THEN FALSE END
            AND CASE WHEN "liaison.high" < 1 THEN TRUE WHEN "liaison.low" >= 1 THEN FALSE END AS "rule:begin_small"
    FROM domains
),
-- Every rule that can be true on such a table rests on a weak answer, but for the one of the fusion centre.
-- A solution helps only an answer below the level that it raises it to.
actions AS (
    SELECT
        *,
        "weak:legal.instrument" OR coalesce("rule:local_practice_depends_on_persons", FALSE) AS "now:mou",
        coalesce("legal.instrument" < 1, FALSE) AS "now:mou_clauses",
        "weak:legal.instrument" OR coalesce("rule:texts_without_practice", FALSE) AS "now:joint_instructions",
        "weak:legal.competence" OR coalesce("rule:joint_units_without_competence_rule", FALSE) AS "now:competence_table",
        "weak:legal.competence" AS "now:competence_amendment",
        "weak:legal.disclosure" OR coalesce("rule:practice_ahead_of_law", FALSE)
            OR coalesce("rule:access_without_gateway", FALSE) AS "now:legal_gateway",
        coalesce("rule:own_reading_of_the_law", FALSE) AS "now:sharing_guide",
        "weak:legal.special_techniques" OR coalesce("rule:controlled_delivery_without_law", FALSE) AS "now:special_techniques_law",
        "weak:legal.special_techniques" AS "now:authorisation_channel",
        "weak:governance.steering" OR coalesce("rule:sites_without_summit", FALSE)
            OR coalesce("rule:begin_small", FALSE) AS "now:steering_committee",
        "weak:governance.steering" OR coalesce("rule:steering_without_plan", FALSE) AS "now:joint_work_plan",
        "weak:governance.priorities" AS "now:threat_assessment",
        "weak:governance.priorities" OR coalesce("rule:steering_without_plan", FALSE) AS "now:action_plan",
        "weak:governance.local" OR coalesce("rule:local_practice_depends_on_persons", FALSE)
            OR coalesce("rule:summit_without_sites", FALSE) OR coalesce("rule:centre_without_field", FALSE) AS "now:local_protocols",
        "weak:governance.local" OR coalesce("rule:summit_without_sites", FALSE) AS "now:local_delegation",
        "weak:governance.deconfliction" OR coalesce("rule:joint_work_without_deconfliction", FALSE) AS "now:target_deconfliction",
        "weak:governance.deconfliction" OR coalesce("rule:joint_work_without_deconfliction", FALSE) AS "now:shared_credit",
        "weak:exchange.mechanisms" OR "weak:liaison.contacts" OR "weak:liaison.officers"
            OR "weak:liaison.meetings" OR coalesce("rule:begin_small", FALSE) AS "now:information_sharing",
        "weak:exchange.mechanisms" OR coalesce("rule:operations_ahead_of_exchange", FALSE) AS "now:analysts_meeting",
        coalesce("rule:fusion_centre_ready", FALSE) AND "weak:exchange.mechanisms" AS "now:fusion_centre",
        "weak:exchange.requests" AS "now:request_form",
        "weak:exchange.requests" AS "now:request_register",
        "weak:exchange.spontaneous" AS "now:seizure_notice",
        "weak:exchange.spontaneous" AS "now:feedback_rule",
        "weak:exchange.products" OR coalesce("rule:data_entered_not_used", FALSE) AS "now:production_plan",
        "weak:exchange.products" AS "now:product_feedback",
        "weak:risk.cooperation" OR "weak:operations.joint" AS "now:joint_risk_profiling",
        "weak:risk.register" OR coalesce("rule:targeting_without_common_risks", FALSE) AS "now:risk_workshop",
        "weak:risk.register" AS "now:common_risk_scale",
        "weak:risk.advance_data" AS "now:joint_targeting_unit",
        "weak:risk.advance_data" AS "now:watch_list_channel",
        "weak:risk.feedback" OR coalesce("rule:targeting_without_feedback", FALSE) AS "now:control_results_table",
        "weak:risk.feedback" OR coalesce("rule:targeting_without_feedback", FALSE) AS "now:outcome_return",
        "weak:investigation.handover" OR coalesce("rule:joint_units_without_handover", FALSE) AS "now:handover_procedure",
        "weak:investigation.handover" OR coalesce("rule:joint_units_without_handover", FALSE) AS "now:first_responder_training",
        "weak:investigation.joint_units" AS "now:joint_investigation_unit",
        "weak:investigation.joint_units" AS "now:joint_pilot",
        "weak:investigation.controlled_delivery" OR coalesce("rule:technique_allowed_not_used", FALSE) AS "now:controlled_delivery_procedure",
        "weak:investigation.controlled_delivery" OR coalesce("rule:technique_allowed_not_used", FALSE) AS "now:controlled_delivery_exercise",
        "weak:investigation.financial" OR coalesce("rule:cases_end_with_the_courier", FALSE) AS "now:fiu_protocol",
        "weak:investigation.financial" AS "now:fiu_reporting",
        "weak:investigation.outcomes" AS "now:case_tracking",
        "weak:investigation.outcomes" OR coalesce("rule:cases_end_with_the_courier", FALSE) AS "now:asset_target",
        "weak:liaison.contacts" OR coalesce("rule:centre_without_field", FALSE)
            OR coalesce("rule:numbers_to_call_missing", FALSE)
            OR coalesce("rule:liaison_without_contacts", FALSE) OR coalesce("rule:begin_small", FALSE) AS "now:duty_roster",
        "weak:liaison.officers" AS "now:liaison_posts",
        "weak:liaison.ncb_rilo" OR coalesce("rule:two_channels_abroad", FALSE)
            OR coalesce("rule:interpol_data_by_favour", FALSE) AS "now:ncb_contact",
        "weak:liaison.ncb_rilo" OR coalesce("rule:two_channels_abroad", FALSE) AS "now:channel_rule",
        "weak:liaison.programmes" AS "now:programme_needs",
        "weak:liaison.programmes" OR coalesce("rule:programmes_without_budget", FALSE) AS "now:programme_agreement",
        "weak:liaison.international_operations" AS "now:operation_coordinator",
        "weak:liaison.international_operations" AS "now:single_report",
        "weak:operations.controls" OR coalesce("rule:targeting_without_joint_control", FALSE) AS "now:joint_control_procedure",
        "weak:operations.controls" OR coalesce("rule:targeting_without_joint_control", FALSE) AS "now:shared_hours",
        "weak:operations.joint" AS "now:operations_calendar",
        "weak:operations.joint" AS "now:operation_template",
        "weak:operations.equipment" AS "now:equipment_sharing",
        coalesce("operations.equipment" < 1, FALSE) AS "now:image_sharing",
        "weak:operations.mixed_units" AS "now:mixed_units",
        "weak:operations.mixed_units" OR coalesce("rule:mixed_units_without_budget", FALSE) AS "now:mixed_unit_funding",
        "weak:technology.interpol_access" OR coalesce("rule:interpol_data_by_favour", FALSE) AS "now:ncb_access",
        coalesce("technology.interpol_access" < 1, FALSE) AS "now:i2c_interim",
        "weak:technology.interpol_access" AS "now:hit_procedure",
        "weak:technology.reciprocal_access" AS "now:hit_no_hit",
        "weak:technology.reciprocal_access" AS "now:query_log_review",
        "weak:technology.wco_systems" AS "now:cen_entry",
        "weak:technology.wco_systems" OR coalesce("rule:data_entered_not_used", FALSE) AS "now:cen_extract",
        "weak:technology.channel" OR coalesce("rule:exchange_without_channel", FALSE) AS "now:accredited_channel",
        coalesce("technology.channel" < 1, FALSE) OR coalesce("rule:exchange_without_channel", FALSE) AS "now:closed_user_groups",
        "weak:capacity.training" OR coalesce("rule:trust_without_training", FALSE) AS "now:joint_training",
        coalesce("capacity.training" < 1, FALSE) OR coalesce("rule:trust_without_training", FALSE) AS "now:reserved_seats",
        "weak:capacity.exchanges" AS "now:job_shadowing",
        "weak:capacity.budget" OR coalesce("rule:plan_without_means", FALSE)
            OR coalesce("rule:programmes_without_budget", FALSE) AS "now:cooperation_budget",
        "weak:capacity.budget" OR coalesce("rule:mixed_units_without_budget", FALSE) AS "now:staffing_review",
        "weak:capacity.trust" AS "now:induction_hour",
        "weak:capacity.trust" OR coalesce("rule:training_without_trust", FALSE) AS "now:trust_survey",
        "weak:capacity.trust" OR coalesce("rule:training_without_trust", FALSE) AS "now:joint_targets",
        "weak:performance.indicators" OR coalesce("rule:steering_without_indicators", FALSE) AS "now:joint_indicators",
        "weak:performance.indicators" AS "now:indicator_review",
        "weak:performance.review" OR coalesce("rule:operations_without_lessons", FALSE) AS "now:after_action_review",
        "weak:performance.data_protection" OR coalesce("rule:exchange_without_data_protection", FALSE)
            OR coalesce("rule:interpol_data_without_rules", FALSE) AS "now:data_protection_annex",
        "weak:performance.data_protection" OR coalesce("rule:interpol_data_without_rules", FALSE) AS "now:joint_query_audit",
        "weak:performance.integrity" OR coalesce("rule:mixed_units_without_integrity", FALSE) AS "now:vetting_standard",
        "weak:performance.integrity" OR coalesce("rule:mixed_units_without_integrity", FALSE) AS "now:leak_procedure"
    FROM rules
),
-- Over the domains that are rated, and over all answers.
totals AS (
    SELECT
        *,
        "legal.answered" + "governance.answered" + "exchange.answered" + "risk.answered"
            + "investigation.answered" + "liaison.answered" + "operations.answered" + "technology.answered"
            + "capacity.answered" + "performance.answered" AS answered,
        "legal.rated"::TINYINT + "governance.rated"::TINYINT + "exchange.rated"::TINYINT
            + "risk.rated"::TINYINT + "investigation.rated"::TINYINT + "liaison.rated"::TINYINT
            + "operations.rated"::TINYINT + "technology.rated"::TINYINT + "capacity.rated"::TINYINT
            + "performance.rated"::TINYINT AS domains_rated,
        if("legal.rated", "legal.score", 0) + if("governance.rated", "governance.score", 0)
            + if("exchange.rated", "exchange.score", 0) + if("risk.rated", "risk.score", 0)
            + if("investigation.rated", "investigation.score", 0) + if("liaison.rated", "liaison.score", 0)
            + if("operations.rated", "operations.score", 0) + if("technology.rated", "technology.score", 0)
            + if("capacity.rated", "capacity.score", 0) + if("performance.rated", "performance.score", 0) AS score,
        if("legal.rated", "legal.low", 0) + if("governance.rated", "governance.low", 0)
            + if("exchange.rated", "exchange.low", 0) + if("risk.rated", "risk.low", 0)
            + if("investigation.rated", "investigation.low", 0) + if("liaison.rated", "liaison.low", 0)
            + if("operations.rated", "operations.low", 0) + if("technology.rated", "technology.low", 0)
            + if("capacity.rated", "capacity.low", 0) + if("performance.rated", "performance.low", 0) AS low,
        if("legal.rated", "legal.high", 0) + if("governance.rated", "governance.high", 0)
            + if("exchange.rated", "exchange.high", 0) + if("risk.rated", "risk.high", 0)
            + if("investigation.rated", "investigation.high", 0) + if("liaison.rated", "liaison.high", 0)
            + if("operations.rated", "operations.high", 0) + if("technology.rated", "technology.high", 0)
            + if("capacity.rated", "capacity.high", 0) + if("performance.rated", "performance.high", 0) AS high,
        "weak:legal.instrument"::TINYINT + "weak:legal.competence"::TINYINT
            + "weak:legal.disclosure"::TINYINT + "weak:legal.special_techniques"::TINYINT
            + "weak:governance.steering"::TINYINT + "weak:governance.priorities"::TINYINT
            + "weak:governance.local"::TINYINT + "weak:governance.deconfliction"::TINYINT
            + "weak:exchange.mechanisms"::TINYINT + "weak:exchange.requests"::TINYINT
            + "weak:exchange.spontaneous"::TINYINT + "weak:exchange.products"::TINYINT
            + "weak:risk.cooperation"::TINYINT + "weak:risk.register"::TINYINT
            + "weak:risk.advance_data"::TINYINT + "weak:risk.feedback"::TINYINT
            + "weak:investigation.handover"::TINYINT + "weak:investigation.joint_units"::TINYINT
            + "weak:investigation.controlled_delivery"::TINYINT + "weak:investigation.financial"::TINYINT
            + "weak:investigation.outcomes"::TINYINT + "weak:liaison.contacts"::TINYINT
            + "weak:liaison.officers"::TINYINT + "weak:liaison.ncb_rilo"::TINYINT
            + "weak:liaison.meetings"::TINYINT + "weak:liaison.programmes"::TINYINT
            + "weak:liaison.international_operations"::TINYINT + "weak:operations.controls"::TINYINT
            + "weak:operations.joint"::TINYINT + "weak:operations.equipment"::TINYINT
            + "weak:operations.mixed_units"::TINYINT + "weak:technology.interpol_access"::TINYINT
            + "weak:technology.reciprocal_access"::TINYINT + "weak:technology.wco_systems"::TINYINT
            + "weak:technology.channel"::TINYINT + "weak:capacity.training"::TINYINT
            + "weak:capacity.exchanges"::TINYINT + "weak:capacity.budget"::TINYINT
            + "weak:capacity.trust"::TINYINT + "weak:performance.indicators"::TINYINT
            + "weak:performance.review"::TINYINT + "weak:performance.data_protection"::TINYINT
            + "weak:performance.integrity"::TINYINT AS weak,
        "partial:legal.instrument"::TINYINT + "partial:legal.competence"::TINYINT
            + "partial:legal.disclosure"::TINYINT + "partial:legal.special_techniques"::TINYINT
            + "partial:governance.steering"::TINYINT + "partial:governance.priorities"::TINYINT
            + "partial:governance.local"::TINYINT + "partial:governance.deconfliction"::TINYINT
            + "partial:exchange.mechanisms"::TINYINT + "partial:exchange.requests"::TINYINT
            + "partial:exchange.spontaneous"::TINYINT + "partial:exchange.products"::TINYINT
            + "partial:risk.cooperation"::TINYINT + "partial:risk.register"::TINYINT
            + "partial:risk.advance_data"::TINYINT + "partial:risk.feedback"::TINYINT
            + "partial:investigation.handover"::TINYINT + "partial:investigation.joint_units"::TINYINT
            + "partial:investigation.controlled_delivery"::TINYINT + "partial:investigation.financial"::TINYINT
            + "partial:investigation.outcomes"::TINYINT + "partial:liaison.contacts"::TINYINT
            + "partial:liaison.officers"::TINYINT + "partial:liaison.ncb_rilo"::TINYINT
            + "partial:liaison.meetings"::TINYINT + "partial:liaison.programmes"::TINYINT
            + "partial:liaison.international_operations"::TINYINT + "partial:operations.controls"::TINYINT
            + "partial:operations.joint"::TINYINT + "partial:operations.equipment"::TINYINT
            + "partial:operations.mixed_units"::TINYINT + "partial:technology.interpol_access"::TINYINT
            + "partial:technology.reciprocal_access"::TINYINT + "partial:technology.wco_systems"::TINYINT
            + "partial:technology.channel"::TINYINT + "partial:capacity.training"::TINYINT
            + "partial:capacity.exchanges"::TINYINT + "partial:capacity.budget"::TINYINT
            + "partial:capacity.trust"::TINYINT + "partial:performance.indicators"::TINYINT
            + "partial:performance.review"::TINYINT + "partial:performance.data_protection"::TINYINT
            + "partial:performance.integrity"::TINYINT AS partial
    FROM actions
)
SELECT
    file,
    "subject.country" AS country,
    NULL::VARCHAR AS country_code,
    "subject.region" AS region,
    NULL::VARCHAR AS scope,
    NULL::VARCHAR AS site,
    "subject.agency" AS agency,
    "subject.date" AS date,
    '1.0' AS version,
    CASE WHEN answered < 43 THEN 'draft' ELSE 'complete' END AS status,
    'claimed' AS basis,
    score / nullif(domains_rated, 0) AS score,
    low / nullif(domains_rated, 0) AS low,
    high / nullif(domains_rated, 0) AS high,
    domains_rated,
    10 AS domains,
    answered,
    43 AS asked,
    0 AS unknown,
    0 AS not_applicable,
    answered / 43 AS coverage,
    "legal.score",
    "legal.low",
    "legal.high",
    CASE
        WHEN NOT "legal.rated" THEN 'not_rated'
        WHEN "legal.score" < 1 THEN 'critical_gap'
        WHEN "legal.score" < 2 OR "legal.critical" < 1 THEN 'weak'
        WHEN "legal.score" < 3 OR "legal.critical" < 2 THEN 'partial'
        ELSE 'sound'
    END AS "legal.band",
    "governance.score",
    "governance.low",
    "governance.high",
    CASE
        WHEN NOT "governance.rated" THEN 'not_rated'
        WHEN "governance.score" < 1 THEN 'critical_gap'
        WHEN "governance.score" < 2 OR "governance.steering" < 1 THEN 'weak'
        WHEN "governance.score" < 3 OR "governance.steering" < 2 THEN 'partial'
        ELSE 'sound'
    END AS "governance.band",
    "exchange.score",
    "exchange.low",
    "exchange.high",
    CASE
        WHEN NOT "exchange.rated" THEN 'not_rated'
        WHEN "exchange.score" < 1 THEN 'critical_gap'
        WHEN "exchange.score" < 2 OR "exchange.mechanisms" < 1 THEN 'weak'
        WHEN "exchange.score" < 3 OR "exchange.mechanisms" < 2 THEN 'partial'
        ELSE 'sound'
    END AS "exchange.band",
    "risk.score",
    "risk.low",
    "risk.high",
    CASE
        WHEN NOT "risk.rated" THEN 'not_rated'
        WHEN "risk.score" < 1 THEN 'critical_gap'
        WHEN "risk.score" < 2 OR "risk.cooperation" < 1 THEN 'weak'
        WHEN "risk.score" < 3 OR "risk.cooperation" < 2 THEN 'partial'
        ELSE 'sound'
    END AS "risk.band",
    "investigation.score",
    "investigation.low",
    "investigation.high",
    CASE
        WHEN NOT "investigation.rated" THEN 'not_rated'
        WHEN "investigation.score" < 1 THEN 'critical_gap'
        WHEN "investigation.score" < 2 OR "investigation.handover" < 1 THEN 'weak'
        WHEN "investigation.score" < 3 OR "investigation.handover" < 2 THEN 'partial'
        ELSE 'sound'
    END AS "investigation.band",
    "liaison.score",
    "liaison.low",
    "liaison.high",
    CASE
        WHEN NOT "liaison.rated" THEN 'not_rated'
        WHEN "liaison.score" < 1 THEN 'critical_gap'
        WHEN "liaison.score" < 2 OR "liaison.contacts" < 1 THEN 'weak'
        WHEN "liaison.score" < 3 OR "liaison.contacts" < 2 THEN 'partial'
        ELSE 'sound'
    END AS "liaison.band",
    "operations.score",
    "operations.low",
    "operations.high",
    CASE
        WHEN NOT "operations.rated" THEN 'not_rated'
        WHEN "operations.score" < 1 THEN 'critical_gap'
        WHEN "operations.score" < 2 OR "operations.joint" < 1 THEN 'weak'
        WHEN "operations.score" < 3 OR "operations.joint" < 2 THEN 'partial'
        ELSE 'sound'
    END AS "operations.band",
    "technology.score",
    "technology.low",
    "technology.high",
    CASE
        WHEN NOT "technology.rated" THEN 'not_rated'
        WHEN "technology.score" < 1 THEN 'critical_gap'
        WHEN "technology.score" < 2 OR "technology.interpol_access" < 1 THEN 'weak'
        WHEN "technology.score" < 3 OR "technology.interpol_access" < 2 THEN 'partial'
        ELSE 'sound'
    END AS "technology.band",
    "capacity.score",
    "capacity.low",
    "capacity.high",
    CASE
        WHEN NOT "capacity.rated" THEN 'not_rated'
        WHEN "capacity.score" < 1 THEN 'critical_gap'
        WHEN "capacity.score" < 2 OR "capacity.training" < 1 THEN 'weak'
        WHEN "capacity.score" < 3 OR "capacity.training" < 2 THEN 'partial'
        ELSE 'sound'
    END AS "capacity.band",
    "performance.score",
    "performance.low",
    "performance.high",
    CASE
        WHEN NOT "performance.rated" THEN 'not_rated'
        WHEN "performance.score" < 1 THEN 'critical_gap'
        WHEN "performance.score" < 2 OR "performance.data_protection" < 1 THEN 'weak'
        WHEN "performance.score" < 3 OR "performance.data_protection" < 2 THEN 'partial'
        ELSE 'sound'
    END AS "performance.band",
    weak,
    partial,
    weak + partial AS weaknesses_not_asked,
    0 AS reasons_not_recorded,
    0 AS bad_cells,
    "weak:legal.instrument",
    "weak:legal.competence",
    "weak:legal.disclosure",
    "weak:legal.special_techniques",
    "weak:governance.steering",
    "weak:governance.priorities",
    "weak:governance.local",
    "weak:governance.deconfliction",
    "weak:exchange.mechanisms",
    "weak:exchange.requests",
    "weak:exchange.spontaneous",
    "weak:exchange.products",
    "weak:risk.cooperation",
    "weak:risk.register",
    "weak:risk.advance_data",
    "weak:risk.feedback",
    "weak:investigation.handover",
    "weak:investigation.joint_units",
    "weak:investigation.controlled_delivery",
    "weak:investigation.financial",
    "weak:investigation.outcomes",
    "weak:liaison.contacts",
    "weak:liaison.officers",
    "weak:liaison.ncb_rilo",
    "weak:liaison.meetings",
    "weak:liaison.programmes",
    "weak:liaison.international_operations",
    "weak:operations.controls",
    "weak:operations.joint",
    "weak:operations.equipment",
    "weak:operations.mixed_units",
    "weak:technology.interpol_access",
    "weak:technology.reciprocal_access",
    "weak:technology.wco_systems",
    "weak:technology.channel",
    "weak:capacity.training",
    "weak:capacity.exchanges",
    "weak:capacity.budget",
    "weak:capacity.trust",
    "weak:performance.indicators",
    "weak:performance.review",
    "weak:performance.data_protection",
    "weak:performance.integrity",
    "partial:legal.instrument",
    "partial:legal.competence",
    "partial:legal.disclosure",
    "partial:legal.special_techniques",
    "partial:governance.steering",
    "partial:governance.priorities",
    "partial:governance.local",
    "partial:governance.deconfliction",
    "partial:exchange.mechanisms",
    "partial:exchange.requests",
    "partial:exchange.spontaneous",
    "partial:exchange.products",
    "partial:risk.cooperation",
    "partial:risk.register",
    "partial:risk.advance_data",
    "partial:risk.feedback",
    "partial:investigation.handover",
    "partial:investigation.joint_units",
    "partial:investigation.controlled_delivery",
    "partial:investigation.financial",
    "partial:investigation.outcomes",
    "partial:liaison.contacts",
    "partial:liaison.officers",
    "partial:liaison.ncb_rilo",
    "partial:liaison.meetings",
    "partial:liaison.programmes",
    "partial:liaison.international_operations",
    "partial:operations.controls",
    "partial:operations.joint",
    "partial:operations.equipment",
    "partial:operations.mixed_units",
    "partial:technology.interpol_access",
    "partial:technology.reciprocal_access",
    "partial:technology.wco_systems",
    "partial:technology.channel",
    "partial:capacity.training",
    "partial:capacity.exchanges",
    "partial:capacity.budget",
    "partial:capacity.trust",
    "partial:performance.indicators",
    "partial:performance.review",
    "partial:performance.data_protection",
    "partial:performance.integrity",
    "legal.rated" AND (("legal.instrument" < 1 AND "legal.score" >= 2) OR ("legal.instrument" = 1 AND "legal.critical" = 1 AND "legal.score" >= 3)) AS "caps:legal.instrument",
    "legal.rated" AND (("legal.disclosure" < 1 AND "legal.score" >= 2) OR ("legal.disclosure" = 1 AND "legal.critical" = 1 AND "legal.score" >= 3)) AS "caps:legal.disclosure",
    "governance.rated" AND (("governance.steering" < 1 AND "governance.score" >= 2) OR ("governance.steering" = 1 AND "governance.score" >= 3)) AS "caps:governance.steering",
    "exchange.rated" AND (("exchange.mechanisms" < 1 AND "exchange.score" >= 2) OR ("exchange.mechanisms" = 1 AND "exchange.score" >= 3)) AS "caps:exchange.mechanisms",
    "risk.rated" AND (("risk.cooperation" < 1 AND "risk.score" >= 2) OR ("risk.cooperation" = 1 AND "risk.score" >= 3)) AS "caps:risk.cooperation",
    "investigation.rated" AND (("investigation.handover" < 1 AND "investigation.score" >= 2) OR ("investigation.handover" = 1 AND "investigation.score" >= 3)) AS "caps:investigation.handover",
    "liaison.rated" AND (("liaison.contacts" < 1 AND "liaison.score" >= 2) OR ("liaison.contacts" = 1 AND "liaison.score" >= 3)) AS "caps:liaison.contacts",
    "operations.rated" AND (("operations.joint" < 1 AND "operations.score" >= 2) OR ("operations.joint" = 1 AND "operations.score" >= 3)) AS "caps:operations.joint",
    "technology.rated" AND (("technology.interpol_access" < 1 AND "technology.score" >= 2) OR ("technology.interpol_access" = 1 AND "technology.score" >= 3)) AS "caps:technology.interpol_access",
    "capacity.rated" AND (("capacity.training" < 1 AND "capacity.score" >= 2) OR ("capacity.training" = 1 AND "capacity.score" >= 3)) AS "caps:capacity.training",
    "performance.rated" AND (("performance.data_protection" < 1 AND "performance.score" >= 2) OR ("performance.data_protection" = 1 AND "performance.score" >= 3)) AS "caps:performance.data_protection",
    FALSE AS "weakness:legal.instrument#no_agreement",
    FALSE AS "weakness:legal.instrument#unknown_to_field",
    FALSE AS "weakness:legal.instrument#no_procedures",
    FALSE AS "weakness:legal.competence#both_claim",
    FALSE AS "weakness:legal.competence#no_owner",
    FALSE AS "weakness:legal.competence#headquarters_only",
    FALSE AS "weakness:legal.disclosure#secrecy",
    FALSE AS "weakness:legal.disclosure#one_direction",
    FALSE AS "weakness:legal.disclosure#believed_unlawful",
    FALSE AS "weakness:legal.special_techniques#one_service_only",
    FALSE AS "weakness:legal.special_techniques#late_authorisation",
    FALSE AS "weakness:legal.special_techniques#no_direction_rule",
    FALSE AS "weakness:governance.steering#after_incidents",
    FALSE AS "weakness:governance.steering#no_decisions",
    FALSE AS "weakness:governance.steering#on_paper",
    FALSE AS "weakness:governance.priorities#separate",
    FALSE AS "weakness:governance.priorities#no_actions",
    FALSE AS "weakness:governance.priorities#not_updated",
    FALSE AS "weakness:governance.local#never_met",
    FALSE AS "weakness:governance.local#one_person",
    FALSE AS "weakness:governance.local#waiting_for_permission",
    FALSE AS "weakness:governance.deconfliction#collision",
    FALSE AS "weakness:governance.deconfliction#disputed_credit",
    FALSE AS "weakness:governance.deconfliction#solo_announcement",
    FALSE AS "weakness:exchange.mechanisms#no_exchange",
    FALSE AS "weakness:exchange.mechanisms#one_side_absent",
    FALSE AS "weakness:exchange.mechanisms#no_data",
    FALSE AS "weakness:exchange.requests#unrecorded",
    FALSE AS "weakness:exchange.requests#no_deadlines",
    FALSE AS "weakness:exchange.requests#through_heads",
    FALSE AS "weakness:exchange.spontaneous#on_request_only",
    FALSE AS "weakness:exchange.spontaneous#from_the_press",
    FALSE AS "weakness:exchange.spontaneous#no_feedback",
    FALSE AS "weakness:exchange.products#one_author",
    FALSE AS "weakness:exchange.products#not_distributed",
    FALSE AS "weakness:exchange.products#users_not_asked",
    FALSE AS "weakness:risk.cooperation#no_communication",
    FALSE AS "weakness:risk.cooperation#no_common_risks",
    FALSE AS "weakness:risk.register#different_definitions",
    FALSE AS "weakness:risk.register#not_ranked",
    FALSE AS "weakness:risk.register#never_updated",
    FALSE AS "weakness:risk.advance_data#one_service_only",
    FALSE AS "weakness:risk.advance_data#statistics_only",
    FALSE AS "weakness:risk.advance_data#no_watch_list",
    FALSE AS "weakness:risk.feedback#negatives_not_recorded",
    FALSE AS "weakness:risk.feedback#outcomes_not_returned",
    FALSE AS "weakness:risk.feedback#profiles_never_changed",
    FALSE AS "weakness:investigation.handover#evidence_handled",
    FALSE AS "weakness:investigation.handover#office_hours_only",
    FALSE AS "weakness:investigation.handover#exhibits_untraceable",
    FALSE AS "weakness:investigation.joint_units#no_joint_case",
    FALSE AS "weakness:investigation.joint_units#expert_only",
    FALSE AS "weakness:investigation.joint_units#posts_unfilled",
    FALSE AS "weakness:investigation.controlled_delivery#seized_at_once",
    FALSE AS "weakness:investigation.controlled_delivery#one_sided_plans",
    FALSE AS "weakness:investigation.controlled_delivery#no_shared_equipment",
    FALSE AS "weakness:investigation.financial#cash_returned",
    FALSE AS "weakness:investigation.financial#fiu_not_told",
    FALSE AS "weakness:investigation.financial#no_laundering_case",
    FALSE AS "weakness:investigation.outcomes#ends_with_driver",
    FALSE AS "weakness:investigation.outcomes#not_tracked",
    FALSE AS "weakness:investigation.outcomes#verdict_unknown",
    FALSE AS "weakness:liaison.contacts#out_of_date",
    FALSE AS "weakness:liaison.contacts#office_hours",
    FALSE AS "weakness:liaison.contacts#one_side_only",
    FALSE AS "weakness:liaison.officers#no_post",
    FALSE AS "weakness:liaison.officers#post_vacant",
    FALSE AS "weakness:liaison.officers#no_home_access",
    FALSE AS "weakness:liaison.ncb_rilo#ncb_unknown",
    FALSE AS "weakness:liaison.ncb_rilo#sent_twice",
    FALSE AS "weakness:liaison.ncb_rilo#replies_lost",
    FALSE AS "weakness:liaison.meetings#cancelled",
    FALSE AS "weakness:liaison.meetings#no_action_points",
    FALSE AS "weakness:liaison.meetings#same_persons",
    FALSE AS "weakness:liaison.programmes#one_service_joined",
    FALSE AS "weakness:liaison.programmes#stopped_with_project",
    FALSE AS "weakness:liaison.programmes#equipment_unused",
    FALSE AS "weakness:liaison.international_operations#own_operations_only",
    FALSE AS "weakness:liaison.international_operations#reported_twice",
    FALSE AS "weakness:liaison.international_operations#no_coordinator",
    FALSE AS "weakness:operations.controls#one_after_another",
    FALSE AS "weakness:operations.controls#cargo_risk_unknown",
    FALSE AS "weakness:operations.controls#no_common_hours",
    FALSE AS "weakness:operations.joint#one_sided",
    FALSE AS "weakness:operations.joint#no_order",
    FALSE AS "weakness:operations.joint#no_debriefing",
    FALSE AS "weakness:operations.equipment#duplicates",
    FALSE AS "weakness:operations.equipment#images_withheld",
    FALSE AS "weakness:operations.equipment#costs_disputed",
    FALSE AS "weakness:operations.mixed_units#one_service",
    FALSE AS "weakness:operations.mixed_units#early_rotation",
    FALSE AS "weakness:operations.mixed_units#project_money",
    FALSE AS "weakness:technology.interpol_access#by_letter",
    FALSE AS "weakness:technology.interpol_access#no_trained_user",
    FALSE AS "weakness:technology.interpol_access#no_follow_up",
    FALSE AS "weakness:technology.reciprocal_access#no_access",
    FALSE AS "weakness:technology.reciprocal_access#one_way",
    FALSE AS "weakness:technology.reciprocal_access#not_used",
    FALSE AS "weakness:technology.wco_systems#not_entered",
    FALSE AS "weakness:technology.wco_systems#not_analysed",
    FALSE AS "weakness:technology.wco_systems#police_unaware",
    FALSE AS "weakness:technology.channel#private_messengers",
    FALSE AS "weakness:technology.channel#incompatible_radio",
    FALSE AS "weakness:technology.channel#headquarters_only",
    FALSE AS "weakness:capacity.training#no_course",
    FALSE AS "weakness:capacity.training#foreign_funded",
    FALSE AS "weakness:capacity.training#same_persons",
    FALSE AS "weakness:capacity.exchanges#no_exchange",
    FALSE AS "weakness:capacity.exchanges#managers_only",
    FALSE AS "weakness:capacity.budget#no_budget",
    FALSE AS "weakness:capacity.budget#posts_vacant",
    FALSE AS "weakness:capacity.budget#donor_dependent",
    FALSE AS "weakness:capacity.trust#rivalry",
    FALSE AS "weakness:capacity.trust#no_induction",
    FALSE AS "weakness:capacity.trust#no_credit",
    FALSE AS "weakness:performance.indicators#seizures_only",
    FALSE AS "weakness:performance.indicators#separate_figures",
    FALSE AS "weakness:performance.indicators#no_review",
    FALSE AS "weakness:performance.review#no_review",
    FALSE AS "weakness:performance.review#not_applied",
    FALSE AS "weakness:performance.data_protection#no_rules",
    FALSE AS "weakness:performance.data_protection#shared_passwords",
    FALSE AS "weakness:performance.data_protection#logs_unchecked",
    FALSE AS "weakness:performance.integrity#different_vetting",
    FALSE AS "weakness:performance.integrity#no_leak_rule",
    FALSE AS "weakness:performance.integrity#own_chief",
    "now:mou",
    "now:mou_clauses",
    "now:joint_instructions",
    "now:competence_table",
    "now:competence_amendment",
    "now:legal_gateway",
    "now:sharing_guide",
    "now:special_techniques_law",
    "now:authorisation_channel",
    "now:steering_committee",
    "now:joint_work_plan",
    "now:threat_assessment",
    "now:action_plan",
    "now:local_protocols",
    "now:local_delegation",
    "now:target_deconfliction",
    "now:shared_credit",
    "now:information_sharing",
    "now:analysts_meeting",
    "now:fusion_centre",
    "now:request_form",
    "now:request_register",
    "now:seizure_notice",
    "now:feedback_rule",
    "now:production_plan",
    "now:product_feedback",
    "now:joint_risk_profiling",
    "now:risk_workshop",
    "now:common_risk_scale",
    "now:joint_targeting_unit",
    "now:watch_list_channel",
    "now:control_results_table",
    "now:outcome_return",
    "now:handover_procedure",
    "now:first_responder_training",
    "now:joint_investigation_unit",
    "now:joint_pilot",
    "now:controlled_delivery_procedure",
    "now:controlled_delivery_exercise",
    "now:fiu_protocol",
    "now:fiu_reporting",
    "now:case_tracking",
    "now:asset_target",
    "now:duty_roster",
    "now:liaison_posts",
    "now:ncb_contact",
    "now:channel_rule",
    "now:programme_needs",
    "now:programme_agreement",
    "now:operation_coordinator",
    "now:single_report",
    "now:joint_control_procedure",
    "now:shared_hours",
    "now:operations_calendar",
    "now:operation_template",
    "now:equipment_sharing",
    "now:image_sharing",
    "now:mixed_units",
    "now:mixed_unit_funding",
    "now:ncb_access",
    "now:i2c_interim",
    "now:hit_procedure",
    "now:hit_no_hit",
    "now:query_log_review",
    "now:cen_entry",
    "now:cen_extract",
    "now:accredited_channel",
    "now:closed_user_groups",
    "now:joint_training",
    "now:reserved_seats",
    "now:job_shadowing",
    "now:cooperation_budget",
    "now:staffing_review",
    "now:induction_hour",
    "now:trust_survey",
    "now:joint_targets",
    "now:joint_indicators",
    "now:indicator_review",
    "now:after_action_review",
    "now:data_protection_annex",
    "now:joint_query_audit",
    "now:vetting_standard",
    "now:leak_procedure",
    FALSE AS "improve:mou",
    FALSE AS "improve:mou_clauses",
    ("partial:legal.instrument") AND NOT "now:joint_instructions" AS "improve:joint_instructions",
    ("partial:legal.competence") AND NOT "now:competence_table" AS "improve:competence_table",
    FALSE AS "improve:competence_amendment",
    ("partial:legal.disclosure") AND NOT "now:legal_gateway" AS "improve:legal_gateway",
    FALSE AS "improve:sharing_guide",
    FALSE AS "improve:special_techniques_law",
    ("partial:legal.special_techniques") AND NOT "now:authorisation_channel" AS "improve:authorisation_channel",
    ("partial:governance.steering") AND NOT "now:steering_committee" AS "improve:steering_committee",
    ("partial:governance.steering") AND NOT "now:joint_work_plan" AS "improve:joint_work_plan",
    FALSE AS "improve:threat_assessment",
    ("partial:governance.priorities") AND NOT "now:action_plan" AS "improve:action_plan",
    ("partial:governance.local") AND NOT "now:local_protocols" AS "improve:local_protocols",
    FALSE AS "improve:local_delegation",
    ("partial:governance.deconfliction") AND NOT "now:target_deconfliction" AS "improve:target_deconfliction",
    ("partial:governance.deconfliction") AND NOT "now:shared_credit" AS "improve:shared_credit",
    ("partial:exchange.mechanisms" OR "partial:liaison.meetings") AND NOT "now:information_sharing" AS "improve:information_sharing",
    FALSE AS "improve:analysts_meeting",
    (coalesce("rule:fusion_centre_ready", FALSE)) AND NOT "now:fusion_centre" AS "improve:fusion_centre",
    FALSE AS "improve:request_form",
    ("partial:exchange.requests") AND NOT "now:request_register" AS "improve:request_register",
    FALSE AS "improve:seizure_notice",
    ("partial:exchange.spontaneous") AND NOT "now:feedback_rule" AS "improve:feedback_rule",
    FALSE AS "improve:production_plan",
    ("partial:exchange.products") AND NOT "now:product_feedback" AS "improve:product_feedback",
    ("partial:risk.cooperation") AND NOT "now:joint_risk_profiling" AS "improve:joint_risk_profiling",
    FALSE AS "improve:risk_workshop",
    ("partial:risk.register") AND NOT "now:common_risk_scale" AS "improve:common_risk_scale",
    ("partial:risk.advance_data") AND NOT "now:joint_targeting_unit" AS "improve:joint_targeting_unit",
    FALSE AS "improve:watch_list_channel",
    FALSE AS "improve:control_results_table",
    ("partial:risk.feedback") AND NOT "now:outcome_return" AS "improve:outcome_return",
    FALSE AS "improve:handover_procedure",
    ("partial:investigation.handover") AND NOT "now:first_responder_training" AS "improve:first_responder_training",
    ("partial:investigation.joint_units") AND NOT "now:joint_investigation_unit" AS "improve:joint_investigation_unit",
    FALSE AS "improve:joint_pilot",
    FALSE AS "improve:controlled_delivery_procedure",
    ("partial:investigation.controlled_delivery") AND NOT "now:controlled_delivery_exercise" AS "improve:controlled_delivery_exercise",
    ("partial:investigation.financial") AND NOT "now:fiu_protocol" AS "improve:fiu_protocol",
    FALSE AS "improve:fiu_reporting",
    FALSE AS "improve:case_tracking",
    ("partial:investigation.outcomes") AND NOT "now:asset_target" AS "improve:asset_target",
    ("partial:liaison.contacts") AND NOT "now:duty_roster" AS "improve:duty_roster",
    ("partial:liaison.officers") AND NOT "now:liaison_posts" AS "improve:liaison_posts",
    FALSE AS "improve:ncb_contact",
    ("partial:liaison.ncb_rilo") AND NOT "now:channel_rule" AS "improve:channel_rule",
    FALSE AS "improve:programme_needs",
    ("partial:liaison.programmes") AND NOT "now:programme_agreement" AS "improve:programme_agreement",
    FALSE AS "improve:operation_coordinator",
    ("partial:liaison.international_operations") AND NOT "now:single_report" AS "improve:single_report",
    ("partial:operations.controls") AND NOT "now:joint_control_procedure" AS "improve:joint_control_procedure",
    FALSE AS "improve:shared_hours",
    ("partial:operations.joint") AND NOT "now:operations_calendar" AS "improve:operations_calendar",
    FALSE AS "improve:operation_template",
    ("partial:operations.equipment") AND NOT "now:equipment_sharing" AS "improve:equipment_sharing",
    FALSE AS "improve:image_sharing",
    ("partial:operations.mixed_units") AND NOT "now:mixed_units" AS "improve:mixed_units",
    ("partial:operations.mixed_units") AND NOT "now:mixed_unit_funding" AS "improve:mixed_unit_funding",
    ("partial:technology.interpol_access") AND NOT "now:ncb_access" AS "improve:ncb_access",
    FALSE AS "improve:i2c_interim",
    ("partial:technology.interpol_access") AND NOT "now:hit_procedure" AS "improve:hit_procedure",
    ("partial:technology.reciprocal_access") AND NOT "now:hit_no_hit" AS "improve:hit_no_hit",
    ("partial:technology.reciprocal_access") AND NOT "now:query_log_review" AS "improve:query_log_review",
    FALSE AS "improve:cen_entry",
    ("partial:technology.wco_systems") AND NOT "now:cen_extract" AS "improve:cen_extract",
    ("partial:technology.channel") AND NOT "now:accredited_channel" AS "improve:accredited_channel",
    FALSE AS "improve:closed_user_groups",
    ("partial:capacity.training") AND NOT "now:joint_training" AS "improve:joint_training",
    FALSE AS "improve:reserved_seats",
    ("partial:capacity.exchanges") AND NOT "now:job_shadowing" AS "improve:job_shadowing",
    ("partial:capacity.budget") AND NOT "now:cooperation_budget" AS "improve:cooperation_budget",
    ("partial:capacity.budget") AND NOT "now:staffing_review" AS "improve:staffing_review",
    FALSE AS "improve:induction_hour",
    ("partial:capacity.trust") AND NOT "now:trust_survey" AS "improve:trust_survey",
    ("partial:capacity.trust") AND NOT "now:joint_targets" AS "improve:joint_targets",
    FALSE AS "improve:joint_indicators",
    ("partial:performance.indicators") AND NOT "now:indicator_review" AS "improve:indicator_review",
    ("partial:performance.review") AND NOT "now:after_action_review" AS "improve:after_action_review",
    FALSE AS "improve:data_protection_annex",
    ("partial:performance.data_protection") AND NOT "now:joint_query_audit" AS "improve:joint_query_audit",
    ("partial:performance.integrity") AND NOT "now:vetting_standard" AS "improve:vetting_standard",
    FALSE AS "improve:leak_procedure",
    "rule:practice_ahead_of_law",
    "rule:access_without_gateway",
    "rule:texts_without_practice",
    "rule:local_practice_depends_on_persons",
    "rule:own_reading_of_the_law",
    "rule:sharing_rules_unknown",
    "rule:powers_unknown",
    "rule:steering_without_plan",
    "rule:steering_without_indicators",
    "rule:summit_without_sites",
    "rule:sites_without_summit",
    "rule:contacts_without_authority",
    "rule:joint_work_without_deconfliction",
    "rule:plan_without_means",
    "rule:fusion_centre_ready",
    "rule:centre_without_field",
    "rule:exchange_without_channel",
    "rule:exchange_without_data_protection",
    "rule:data_entered_not_used",
    "rule:operations_ahead_of_exchange",
    "rule:targeting_without_common_risks",
    "rule:targeting_without_feedback",
    "rule:targeting_without_joint_control",
    "rule:joint_units_without_competence_rule",
    "rule:joint_units_without_handover",
    "rule:controlled_delivery_without_law",
    "rule:technique_allowed_not_used",
    "rule:numbers_to_call_missing",
    "rule:cases_end_with_the_courier",
    "rule:outcomes_unknown",
    "rule:liaison_without_contacts",
    "rule:two_channels_abroad",
    "rule:programmes_without_budget",
    "rule:mixed_units_without_budget",
    "rule:mixed_units_without_integrity",
    "rule:operations_without_lessons",
    "rule:interpol_data_without_rules",
    "rule:interpol_data_by_favour",
    "rule:training_without_trust",
    "rule:trust_without_training",
    "rule:begin_small"
FROM totals
