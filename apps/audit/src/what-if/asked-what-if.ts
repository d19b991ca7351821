import { hasCode, messageOf, parsePartitionKey } from '@deskstream/kernel';
import type { AskedChange, DescribedLanes, KnowledgeTime } from '@deskstream/platform-trials';
import { asksAgain, describeLanes } from '@deskstream/platform-trials';
import type { AuditParts } from '../audit';
import { readSet } from '../evaluation/sets.store';
import { ProblemException } from '../http/problem.exception';
import { listSessions } from '../queries/sessions.query';
import { validRules } from './valid-rules';
import type { WhatIfChangeBody } from './what-if.dto';

/** What the body says is different. A 400 where nothing is. */
export const changeOf = (body: WhatIfChangeBody): AskedChange => {
  const { model, prompts, knowledge, rerun, answerer, baseline } = body;
  const change: AskedChange = {
    ...{ rules: validRules(body.rules), prompts, rerun, answerer, baseline },
    ...(model === undefined ? {} : { model }),
    ...(knowledge === undefined ? {} : { knowledge: timeOf(knowledge) }),
  };
  if (Object.keys(change.rules).length > 0 || asksAgain(change)) return change;
  throw new ProblemException(400, {
    code: 'WHAT_IF.NOTHING',
    detail: 'What is different? Change a rule, the model, a prompt or the articles.',
  });
};

const timeOf = (text: string): KnowledgeTime => {
  if (text === 'now' || text === 'recorded') return text;
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (!Number.isNaN(at)) return at;
  throw new ProblemException(400, {
    code: 'WHAT_IF.TIME',
    detail: `knowledge: ${text} is no time. Write it as in 2026-11-21T16:00Z.`,
  });
};

const PAGE = 500;

/** Keys of the chosen sessions, the latest first where they are found. A 404 where none fits. */
export const chosenKeys = async (
  { dataSource }: AuditParts,
  body: WhatIfChangeBody,
): Promise<readonly string[]> => {
  const keys = await keysIn(dataSource, body);
  if (keys.length > 0) return keys;
  throw new ProblemException(404, {
    code: 'WHAT_IF.NO_SESSIONS',
    detail: 'No session fits. Choose others.',
  });
};

const keysIn = async (
  dataSource: AuditParts['dataSource'],
  body: WhatIfChangeBody,
): Promise<readonly string[]> => {
  if (body.sessions !== undefined) return [...new Set(body.sessions)];
  if (body.set !== undefined) {
    const set = await readSet(dataSource, body.set);
    return [...new Set((set?.cases ?? []).map(({ session }) => session))];
  }
  return foundKeys(dataSource, body);
};

const foundKeys = async (
  dataSource: AuditParts['dataSource'],
  { q, owner, workspace, limit }: WhatIfChangeBody,
): Promise<readonly string[]> => {
  const filter = Object.fromEntries(
    Object.entries({ q, owner, workspace }).filter(([, value]) => value !== undefined),
  );
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const most = Math.min(PAGE, limit - keys.length);
    const after = cursor === undefined ? {} : { cursor };
    const page = await listSessions(dataSource, { ...filter, limit: most, ...after });
    keys.push(...page.items.map(({ key }) => key));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && keys.length < limit);
  return keys;
};

export const workspaceOf = ([first]: readonly string[]): string =>
  parsePartitionKey(first ?? '')?.workspace ?? '';

/** Who would answer; what cannot be asked is a 400 or 409 that says why. */
export const lanesFor = (
  { answerers }: AuditParts,
  change: AskedChange,
  workspace: string,
): DescribedLanes => orProblem(() => describeLanes(answerers, change, workspace));

export const orProblem = <T>(describe: () => T): T => {
  try {
    return describe();
  } catch (error) {
    for (const [code, status] of PROBLEMS)
      if (hasCode(error, code))
        throw new ProblemException(status, { code, detail: messageOf(error) });
    throw error;
  }
};

const PROBLEMS = [
  ['WHAT_IF.PROMPT_NEEDS_MODEL', 409],
  ['WHAT_IF.PROMPT', 400],
] as const;
