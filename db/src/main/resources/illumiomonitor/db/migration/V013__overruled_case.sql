-- The case that the text of a setting fails and that somebody overruled; '' when none.
alter table rule_setting add column overruled varchar(255) default '' not null;
