import { When } from './when';

const BY_ITSELF: ReadonlySet<string> = new Set([
  'schedule',
  'after-outage',
  'settings',
  'interrupted',
]);

interface Given {
  readonly at: number;
  readonly by: string;
  readonly reason?: string | undefined;
}

/** When, by whom and why; what runs by itself has no reason. */
export const ByWhom = ({ at, by, reason = '' }: Given) => (
  <>
    <When at={at} />
    {BY_ITSELF.has(by) ? ', by itself' : `, by ${by}${reason === '' ? '' : `: ${reason}`}`}
  </>
);
