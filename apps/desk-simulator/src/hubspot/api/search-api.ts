import { fieldsOf, listOf, textOf } from '../../api/fields';
import type { CrmObject, ObjectType } from '../model';
import { invalid, ok } from './answers';
import type { Call, Route } from './route';
import { pageOf } from './route';
import { objectShape } from './shapes';

/** `POST …/search`: filter groups are alternatives, the filters of one must all hold. At most 200 a page. */
export const searchRoute = (
  type: ObjectType,
  { base, scopes }: { readonly base: string; readonly scopes: readonly string[] },
): Route => ({
  method: 'POST',
  path: `${base}/search`,
  kind: 'search',
  scopes,
  search: true,
  run: (call) => search(call, type),
});

const search = ({ portal, request }: Call, type: ObjectType) => {
  const body = fieldsOf(request.body);
  const groups = listOf(body['filterGroups']).map((group) =>
    listOf(fieldsOf(group)['filters']).map(fieldsOf),
  );
  const wrong = groups.flat().find(({ operator }) => !(String(operator) in OPERATORS));
  if (wrong) return invalid('operator', `${String(wrong['operator'])} is not an operator`);
  const words = (textOf(body['query']) ?? '').toLowerCase();
  const indexedUntil = portal.clock.now() - portal.settings.searchLagMs;
  const found = portal.crm
    .all(type)
    .filter(({ updatedAt }) => updatedAt <= indexedUntil)
    .filter((it) => groups.length === 0 || groups.some((group) => group.every((f) => holds(it, f))))
    .filter((it) => Object.values(it.properties).join(' ').toLowerCase().includes(words));
  const query = { limit: textOf(body['limit']), after: textOf(body['after']) };
  const { results, ...rest } = pageOf(found, { ...request, query }, { fallback: 10, most: 200 });
  const wanted = listOf(body['properties']).map(String);
  return ok({
    total: found.length,
    results: results.map((it) => objectShape(it, wanted)),
    ...rest,
  });
};

const holds = (it: CrmObject, filter: Readonly<Record<string, unknown>>): boolean => {
  const has = it.properties[String(filter['propertyName'])] ?? '';
  const compare = OPERATORS[String(filter['operator'])];
  return compare?.(has, filter) ?? false;
};

type Compare = (has: string, filter: Readonly<Record<string, unknown>>) => boolean;

const value = ({ value: given }: Readonly<Record<string, unknown>>): string => textOf(given) ?? '';

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const OPERATORS: Readonly<Record<string, Compare>> = {
  EQ: (has, filter) => same(has, value(filter)),
  NEQ: (has, filter) => !same(has, value(filter)),
  IN: (has, { values }) => listOf(values).some((each) => same(has, String(each))),
  NOT_IN: (has, { values }) => !listOf(values).some((each) => same(has, String(each))),
  HAS_PROPERTY: (has) => has !== '',
  NOT_HAS_PROPERTY: (has) => has === '',
  CONTAINS_TOKEN: (has, filter) =>
    has.toLowerCase().includes(value(filter).replaceAll('*', '').toLowerCase()),
  GT: (has, filter) => numberOf(has) > numberOf(value(filter)),
  GTE: (has, filter) => numberOf(has) >= numberOf(value(filter)),
  LT: (has, filter) => numberOf(has) < numberOf(value(filter)),
  LTE: (has, filter) => numberOf(has) <= numberOf(value(filter)),
};

/** Times are searched by their milliseconds. */
const numberOf = (text: string): number => {
  const number = Number(text);
  return Number.isNaN(number) ? Date.parse(text) : number;
};
