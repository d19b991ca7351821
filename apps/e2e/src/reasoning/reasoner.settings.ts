/** What a child process is started with. */
export interface ReasonerSettings {
  readonly databaseUrl: string;
  readonly schema: string;
  readonly modelUrl: string;
  readonly toolsUrl: string;
}

/** To the child: die as by `kill -9` behind this await of the next run, from 1. */
export interface DieAt {
  readonly dieAt: number;
}

/** From the child: what it passed since it was told. */
export type ReasonerMessage =
  { readonly kind: 'ready' } | { readonly kind: 'dying'; readonly point: string };
