INSERT INTO areas_phase (slug, name, "order", goes_live_inferred, source, version)
VALUES ('first', 'First phase', 1, false, '', 1);
INSERT INTO areas_authority (gss_code, later_gss_code, official_name, short_name, slug, kind, region_code, region_name,
    email_domain, website_domain, ons_legacy_code)
SELECT 'E' || lpad(n::text, 8, '0'), '', 'Authority ' || n, 'Authority ' || n, 'authority-' || n, 'unitary', 'E12000001',
    'North East', '', '', '' FROM generate_series(1, 152) n;
INSERT INTO areas_area (slug, name, "order", phase_id, lead_authority_id, themes)
SELECT 'area-' || n, 'Area ' || n, n, (SELECT id FROM areas_phase), (SELECT id FROM areas_authority WHERE slug = 'authority-' || n), '[]'
FROM generate_series(1, 152) n;
INSERT INTO areas_areamember (from_on, area_id, authority_id)
SELECT '2010-10-20', (SELECT id FROM areas_area WHERE slug = 'area-' || n), (SELECT id FROM areas_authority WHERE slug = 'authority-' || n)
FROM generate_series(1, 152) n;
INSERT INTO areas_department (abbreviation, name, kind, "order")
SELECT 'D' || n, 'Department ' || n, 'department', n FROM generate_series(1, 12) n;
INSERT INTO accounts_user (password, email, full_name, job_title, role, is_active, date_joined)
SELECT '!', 'officer' || n || '@bench.example', 'Officer ' || n, '', 'officer', true, now() FROM generate_series(1, 180) n;
INSERT INTO accounts_user (password, email, full_name, job_title, role, is_active, date_joined)
SELECT '!', 'champion' || n || '@bench.example', 'Champion ' || n, '', 'champion', true, now() FROM generate_series(1, 19) n;
INSERT INTO accounts_user (password, email, full_name, job_title, role, is_active, date_joined)
VALUES ('!', 'secretariat@bench.example', 'Secretariat', '', 'secretariat', true, now());
INSERT INTO areas_departmentmembership (from_on, part, department_id, user_id)
SELECT '2010-10-20', 'champion', d.id, u.id FROM areas_department d JOIN accounts_user u ON u.email = 'champion' || d."order" || '@bench.example';
INSERT INTO areas_authoritymembership (from_on, authority_id, user_id)
SELECT '2010-10-20', a.id, u.id FROM generate_series(1, 152) n JOIN areas_authority a ON a.slug = 'authority-' || n
JOIN accounts_user u ON u.email = 'officer' || n || '@bench.example';
