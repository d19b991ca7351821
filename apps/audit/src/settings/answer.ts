import { NotFoundException } from '@nestjs/common';
import type { PutOutcome, SettingsVersion } from '@deskstream/platform-settings';
import { describeProblems } from '@deskstream/platform-settings';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemException } from '../http/problem.exception';
import type { SettingsView } from './settings-view';
import { settingsView } from './settings-view';

export interface WrittenView extends SettingsView {
  /** `stored`, or `unchanged` when it was so already. */
  readonly outcome: 'stored' | 'unchanged';
}

/** The version as an entity tag, so that a change can name what it was made from. */
export const tagged = (reply: FastifyReply, { version }: { readonly version: number }): void => {
  reply.header('etag', `"${version}"`);
  reply.header('cache-control', 'no-store');
};

/**
 * The version that `If-Match` names. 428 when it is missing and there is something to overwrite, so
 * that nobody overwrites what they have not seen.
 */
export const expectedVersion = (request: FastifyRequest, now: SettingsVersion | null): number => {
  const current = now?.version ?? 0;
  const tag = request.headers['if-match'];
  if (tag === undefined && current === 0) return 0;
  const [, version] = /^(?:W\/)?"?(\d{1,9})"?$/.exec(tag ?? '') ?? [];
  if (version !== undefined) return Number(version);
  throw new ProblemException(428, {
    code: 'SETTINGS.IF_MATCH',
    detail: `Say which version the change was made from: If-Match: "${current}" for the one in force.`,
    current,
  });
};

/** What was written, or why not: 400 with each field, 409 with the version in force. */
export const written = (reply: FastifyReply, outcome: PutOutcome): WrittenView => {
  switch (outcome.kind) {
    case 'refused':
      throw new ProblemException(400, {
        code: 'SETTINGS.INVALID',
        detail: describeProblems(outcome.problems),
        problems: outcome.problems,
      });
    case 'conflict':
      throw new ProblemException(409, {
        code: 'SETTINGS.CONFLICT',
        detail: `Version ${outcome.current} is in force, which is not the one the change was made from. Look at it and save again.`,
        current: outcome.current,
      });
    case 'stored':
    case 'unchanged':
      tagged(reply, outcome.settings);
      return { ...settingsView(outcome.settings), outcome: outcome.kind };
  }
};

export const unknownWorkspace = (workspace: string): NotFoundException =>
  new NotFoundException(`No workspace ${workspace}. GET /api/v1/workspaces lists them.`);
