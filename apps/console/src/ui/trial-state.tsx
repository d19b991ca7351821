import type { TrialState } from '../api/what-if';
import type { Tone } from './chip';
import { Chip } from './chip';

const TONES: Readonly<Record<TrialState, Tone>> = {
  waiting: 'plain',
  running: 'accent',
  done: 'good',
  stopped: 'warning',
  failed: 'bad',
};

export const TrialChip = ({ state }: { state: TrialState }) => (
  <Chip tone={TONES[state]}>{state}</Chip>
);

export const isUnderWay = (state: TrialState): boolean =>
  state === 'waiting' || state === 'running';
