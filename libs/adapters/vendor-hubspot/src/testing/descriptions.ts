import { readdirSync } from 'node:fs';
import { openApiChecker, sharedReference } from '@deskstream/testing-harness';
import type { Answered } from './stub-hubspot';

/** Called, and not in the descriptions: the README lists them with their page. */
const ELSEWHERE = [
  /^\/account-info\/v3\/details$/,
  /^\/oauth\/v2\/private-apps\/get\/access-token-info$/,
  /^\/crm\/v3\/objects\/companies\/batch\/read$/,
];

export const hubspotDescriptions = sharedReference();

/** What is wrong with the exchanges; an error's body is free where the description has no such status. */
export const problemsOf = (exchanges: readonly Answered[]): readonly string[] => {
  const checkers = checkersOf();
  return exchanges
    .filter(({ path }) => !ELSEWHERE.some((known) => known.test(path.split('?')[0] ?? '')))
    .flatMap(({ method, path, body, status, answer }) => {
      const told = checkers.map((checker) => [
        ...checker.request(method, path, body),
        ...(answer === undefined ? [] : checker.response(method, path, status, answer)),
      ]);
      const known = told.find((problems) => !problems.some((text) => text.includes(ABSENT)));
      return (known ?? [`${method} ${path} is in no description`]).map(
        (problem) => `${method} ${path}: ${problem}`,
      );
    });
};

const ABSENT = 'is not in the document';

const checkersOf = () => {
  const folder = `${hubspotDescriptions ?? ''}/vendors/specs`;
  known ??= readdirSync(folder)
    .filter((name) => /^hubspot-.*\.json$/.test(name))
    .map((name) => openApiChecker(`${folder}/${name}`));
  return known;
};

let known: ReturnType<typeof openApiChecker>[] | undefined;
