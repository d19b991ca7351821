import { SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

export const FORESEES = 'deskstream.foresees';

/** Where a route takes `dryRun`, and what counts when it is not given. */
export interface Foreseeing {
  readonly where: 'body' | 'query';
  readonly byDefault: boolean;
}

/** The route can tell what it would do, without doing it: that is recorded as a look, not as an act. */
export const Foresees = (
  where: Foreseeing['where'],
  byDefault: Foreseeing['byDefault'] = false,
): MethodDecorator => SetMetadata(FORESEES, { where, byDefault } satisfies Foreseeing);

/** Only where the route itself takes the word: elsewhere it means nothing. */
export const isDryRun = (
  request: Pick<FastifyRequest, 'body' | 'query'>,
  foreseeing: Foreseeing | undefined,
): boolean => {
  if (foreseeing === undefined) return false;
  const { where, byDefault } = foreseeing;
  const given = request[where] as { readonly dryRun?: unknown } | null | undefined;
  const asked = given?.dryRun ?? byDefault;
  return asked === true || (where === 'query' && asked === 'true');
};
