import type { DeskSimulatorOptions } from '@deskstream/app-desk-simulator';

type Post = NonNullable<DeskSimulatorOptions['post']>;
type PostRequest = Parameters<Post>[0];

export interface WebhookLine {
  readonly post: Post;
  /** From now on the help desk believes that its webhooks arrive; they do not. */
  cut(): void;
  mend(): void;
  /** What was swallowed arrives after all; gives the answers. */
  deliverLate(): Promise<readonly number[]>;
}

/** How webhooks travel: over HTTP, unless the line is cut. */
export const webhookLine = (): WebhookLine => {
  let isCut = false;
  const swallowed: PostRequest[] = [];
  return {
    post: (request, signal) => {
      if (!isCut) return send(request, signal);
      swallowed.push(request);
      return Promise.resolve(200);
    },
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
    },
    deliverLate: () => Promise.all(swallowed.splice(0).map((request) => send(request))),
  };
};

const send = async (
  { method, url, headers, body }: PostRequest,
  signal: AbortSignal | null = null,
): Promise<number> => {
  const answer = await fetch(url, { method, headers, body, signal });
  await answer.arrayBuffer();
  return answer.status;
};
