import { readdirSync } from 'node:fs';
import type { Answered } from './stub-hubspot';

/** Called, and not in the descriptions: the README lists them with their page. */
const ELSEWHERE = [
  /^\/account-info\/v3\/details$/,
  /^\/oauth\/v2\/private-apps\/get\/access-token-info$/,
  /^\/crm\/v3\/objects\/companies\/batch\/read$/,
];

interface Checker {
  request(method: string, path: string, body?: unknown): readonly string[];
  response(method: string, path: string, status: number, body: unknown): readonly string[];
}

/** `folder`: of the reference data, `null` where it is absent; then nothing is wrong. */
export const hubspotDescriptions = (folder: string | null, open: (file: string) => Checker) => {
  const specs = `${folder ?? ''}/vendors/specs`;
  const names = folder === null ? [] : readdirSync(specs);
  const checkers = names
    .filter((name) => /^hubspot-.*\.json$/.test(name))
    .map((name) => open(`${specs}/${name}`));
  if (folder === null) process.stdout.write('HubSpot descriptions absent: exchanges not checked\n');
  return (exchanges: readonly Answered[]): readonly string[] =>
    checkers.length === 0 ? [] : exchanges.flatMap((one) => problemsOf(checkers, one));
};

const ABSENT = 'is not in the document';

const problemsOf = (
  checkers: readonly Checker[],
  { method, path, body, status, answer }: Answered,
): readonly string[] => {
  if (ELSEWHERE.some((known) => known.test(path.split('?')[0] ?? ''))) return [];
  const told = checkers.map((checker) => [
    ...checker.request(method, path, body),
    ...(answer === undefined ? [] : checker.response(method, path, status, answer)),
  ]);
  const known = told.find((problems) => !problems.some((text) => text.includes(ABSENT)));
  return (known ?? ['is in no description']).map((problem) => `${method} ${path}: ${problem}`);
};
