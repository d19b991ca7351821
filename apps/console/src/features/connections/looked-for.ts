import type { GapCheck } from '../../api/workspaces';

/** What the last look for missed messages found, in words. */
export const lookedFor = ({ result, suspected, compared }: GapCheck): string => {
  if (result === 'unreadable') return 'Could not be compared with the help desk';
  return suspected === 0
    ? 'No message was missed'
    : `Messages were missed in ${suspected} of ${compared} threads; the log asked for them`;
};
