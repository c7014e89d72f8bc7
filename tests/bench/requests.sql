-- Every other word is one of the common ones, the rest are rare: some 20,000 different ones, as names and places are.
CREATE FUNCTION bench_text(seed bigint, length int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(
        CASE WHEN i %% 2 = 0 THEN (%(words)s::text[])[1 + abs(hashint8(seed * 101 + i)) %% %(vocabulary)s]
        ELSE 'rare' || abs(hashint8(seed * 103 + i)) %% 20000 END, ' ' ORDER BY i)
    FROM generate_series(1, length) i $$;
INSERT INTO requests_log_loggedrequest (number, reference, issue, detail, kind, nature, theme, scope, areas_label, areas_printed,
    department_scope, departments_label, departments_printed, lead_id, status, timescale, due_on, attention, attention_reason,
    contact, outcome, outcome_text, persists, raised_by_id, raised_on, source, paper_order, position_text, confidence, fresh_at,
    area_position_text, area_confidence, area_fresh_at, record, version, area_version, shared_version, position_version,
    effective_at, updated_at, area_updated_at)
SELECT n, 'CB-' || lpad(n::text, greatest(4, length(n::text)), '0'), issue, detail, made.kind, 'unclear', 'Families', 'named', area.name, false, 'named',
    department.abbreviation, false, department.id, status, 'by_date', '2011-04-01'::date + (n %% 700), '', '', '',
    CASE WHEN status = 'addressed' THEN 'agreed' ELSE '' END, CASE WHEN status = 'addressed' THEN position ELSE '' END, false,
    (SELECT id FROM accounts_user WHERE email = 'officer' || (1 + n %% 152) || '@bench.example'), '2011-03-01', 'Bench', n,
    position, confidence, changed, position, confidence, changed,
    jsonb_build_object('reference', 'CB-' || lpad(n::text, greatest(4, length(n::text)), '0'), 'issue', issue, 'detail', detail, 'kind', made.kind, 'nature', 'unclear',
        'theme', 'Families', 'scope', 'named', 'areas_label', area.name, 'areas_printed', false, 'department_scope', 'named',
        'departments_label', department.abbreviation, 'departments_printed', false, 'status', status, 'timescale', 'by_date',
        'due_on', '2011-04-01'::date + (n %% 700), 'attention', '', 'attention_since', null, 'attention_reason', '', 'contact', '',
        'outcome', CASE WHEN status = 'addressed' THEN 'agreed' ELSE '' END,
        'outcome_text', CASE WHEN status = 'addressed' THEN position ELSE '' END, 'outcome_on', null, 'persists', false,
        'raised_on', '2011-03-01', 'source', 'Bench', 'paper_order', n,
        'areas', jsonb_build_array(jsonb_build_object('id', area.id, 'slug', area.slug, 'name', area.name, 'authority_id', null, 'authority', '')),
        'departments', jsonb_build_array(jsonb_build_object('id', department.id, 'abbreviation', department.abbreviation, 'name', department.name)),
        'lead', department.abbreviation, 'lead_id', department.id, 'workstream', null, 'raised_by', 'Officer', 'parts', '{}'::jsonb,
        'freedom', null, 'place_next_step', null, 'reply', null, 'objection', null) ||
    jsonb_build_object('position', standing, 'area_position', standing),
    5, 5, 2, 3, changed, changed, changed
FROM (
    SELECT n, bench_text(n, 9) AS issue, bench_text(n + 7, 25) AS detail, bench_text(n + 13, 30) AS position,
        (ARRAY['flexibility', 'pooling'])[1 + n %% 2] AS kind, (ARRAY['on_track', 'at_risk', 'off_track'])[1 + n %% 3] AS confidence,
        (ARRAY['accepted', 'in_hand', 'in_hand', 'addressed', 'reopened'])[1 + (n / 12) %% 5] AS status,
        '2011-03-17 12:00+00'::timestamptz + n * interval '1 minute' AS changed
    FROM generate_series(1, %(count)s) n) made
JOIN areas_area area ON area.slug = 'area-' || (1 + n %% 152)
JOIN areas_department department ON department.abbreviation = 'D' || (1 + n %% 12)
CROSS JOIN LATERAL (SELECT jsonb_build_object('text', position, 'audience', 'areas', 'confidence', confidence, 'next_step', '',
    'next_step_owner', '', 'next_step_on', null, 'documents', '[]'::jsonb, 'by', 'Champion', 'at', changed) AS standing) s
ORDER BY n;
INSERT INTO requests_log_requestarea ("order", entry_id, area_id)
SELECT 0, r.id, a.id FROM requests_log_loggedrequest r JOIN areas_area a ON a.slug = 'area-' || (1 + r.number %% 152);
INSERT INTO requests_log_requestdepartment ("order", named, status, updated_at, fresh_at, entry_id, department_id)
SELECT 0, true, r.status, r.updated_at, r.fresh_at, r.id, r.lead_id FROM requests_log_loggedrequest r;
INSERT INTO requests_log_revision (entry_id, version, area_version, area_visible, action, reason, by_name, effective_at, recorded_at, data)
SELECT r.id, v, v, true, (ARRAY['raised', 'triaged', 'position', 'position', 'position'])[v], '', 'Champion',
    r.effective_at - (5 - v) * interval '1 day', r.effective_at - (5 - v) * interval '1 day', r.record
FROM requests_log_loggedrequest r CROSS JOIN generate_series(1, 5) v ORDER BY r.id, v;
INSERT INTO requests_log_position (entry_id, kind, text, audience, confidence, next_step, next_step_owner, documents, effective_at, recorded_at)
SELECT r.id, 'statement', r.position_text, 'areas', r.confidence, '', '', '[]', r.effective_at - (3 - v) * interval '1 day',
    r.effective_at - (3 - v) * interval '1 day'
FROM requests_log_loggedrequest r CROSS JOIN generate_series(1, 3) v;
INSERT INTO requests_log_referencecounter (id, last_number, last_paper_order) VALUES (1, %(count)s, %(count)s)
ON CONFLICT (id) DO UPDATE SET last_number = EXCLUDED.last_number, last_paper_order = EXCLUDED.last_paper_order;
