import type { ReactNode } from 'react';

export type Tone = 'plain' | 'good' | 'warning' | 'bad' | 'accent';

export const Chip = ({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) => (
  <span className={`chip chip-${tone}`}>{children}</span>
);
