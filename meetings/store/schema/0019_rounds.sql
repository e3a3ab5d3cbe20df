-- An agenda item says itself whether it is a round. Until now those were it that had
-- just this title.
UPDATE meeting SET agenda = REPLACE(REPLACE(agenda, '"title":"Laget runt"', '"title":"Laget runt","round":true'), '"title":"Round of everyone"', '"title":"Round of everyone","round":true')
 WHERE agenda LIKE '%"title":"Laget runt"%' OR agenda LIKE '%"title":"Round of everyone"%';
UPDATE event SET body = REPLACE(REPLACE(body, '"title":"Laget runt"', '"title":"Laget runt","round":true'), '"title":"Round of everyone"', '"title":"Round of everyone","round":true')
 WHERE body LIKE '{"kind":"agenda.%' AND (body LIKE '%"title":"Laget runt"%' OR body LIKE '%"title":"Round of everyone"%');
UPDATE series SET body = REPLACE(REPLACE(body, '"title":"Laget runt"', '"title":"Laget runt","round":true'), '"title":"Round of everyone"', '"title":"Round of everyone","round":true')
 WHERE body LIKE '%"title":"Laget runt"%' OR body LIKE '%"title":"Round of everyone"%';
