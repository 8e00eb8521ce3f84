-- An object whose body is kept in parts is shown whole: {"characters":n} tells nobody which addresses an IP list of 100,000 ranges has.
drop view if exists history.reference;
create view history.reference as
select c.name as pce, o.kind, o.href, o.name,
       coalesce((select string_agg(p.body, '' order by p.part)
                   from reference_part p
                  where p.object_id = o.object_id), o.body) as body,
       o.valid_from, o.valid_to
  from reference_object o
  join pce c on c.pce_id = o.pce_id;
