import type { Report } from '@deskstream/conversation-what-if';
import { get, post } from './client';

export type { Report, SessionResult } from '@deskstream/conversation-what-if';

export type TrialState = 'waiting' | 'running' | 'done' | 'stopped' | 'failed';

export interface Trial {
  readonly id: string;
  readonly title: string;
  readonly total: number;
  readonly done: number;
  readonly state: TrialState;
  readonly because: string | null;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

/** Processes that looked for work within the last minute; with none, everything waits. */
export interface Runners {
  readonly runners: number;
}

export interface WhatIfRun extends Trial, Runners {
  readonly report: Report | null;
}

/** What is different, and in which sessions. */
export interface WhatIfBody {
  readonly rules: object;
  readonly model?: string;
  readonly prompts?: readonly string[];
  readonly knowledge?: string;
  readonly rerun?: boolean;
  readonly answerer?: boolean;
  readonly baseline?: boolean;
  readonly sessions?: readonly string[];
  readonly set?: string;
  readonly q?: string;
  readonly owner?: string;
  readonly limit?: number;
}

export interface Foreseen {
  readonly sessions: number;
  readonly answerer: string | null;
  readonly baseline: string | null;
  /** `null`: it costs nothing. Cost in millionths, or `null` without a price. */
  readonly estimate: {
    readonly answers: number;
    readonly tokens: { readonly inputTokens: number; readonly outputTokens: number };
    readonly cost: number | null;
  } | null;
}

export interface WhatIfOptions extends Runners {
  readonly prompts: readonly {
    readonly id: string;
    readonly version: string;
    readonly text: string;
  }[];
  readonly models: readonly {
    readonly workspace: string;
    readonly model: string;
    readonly currency: string;
  }[];
}

export const readOptions = (): Promise<WhatIfOptions> => get('/what-if/options');
export const foresee = (body: WhatIfBody): Promise<Foreseen> => post('/what-if/estimate', body);
export const startWhatIf = (body: WhatIfBody): Promise<Trial> =>
  post('/what-if/runs', { ...body, changedBy: 'console' });
export const listWhatIfs = (): Promise<readonly Trial[]> => get('/what-if/runs');
export const readWhatIf = (id: string): Promise<WhatIfRun> => get(`/what-if/runs/${id}`);
export const turnWhatIf = (id: string, to: 'stop' | 'resume'): Promise<WhatIfRun> =>
  post(`/what-if/runs/${id}/${to}`, {});
export const reportPath = (id: string, format: 'html' | 'json'): string =>
  `/api/v1/what-if/runs/${id}/report?format=${format}`;
