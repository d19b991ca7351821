import { createHash } from 'node:crypto';
import type { SourceConfig } from '@deskstream/port-knowledge-source';

/** Of everything that decides about what a sync finds; a run's id begins with it. */
export const settingsMark = ({ source, connection }: SourceConfig): string => {
  const { everyMinutes: _every, enabled: _enabled, ...meaning } = source;
  return createHash('sha256')
    .update(JSON.stringify([meaning, connection?.apiBaseUrl ?? null]))
    .digest('hex')
    .slice(0, 8);
};
