import type { Bundle } from '@deskstream/conversation-bundle';
import { foldBundle } from '@deskstream/conversation-bundle';

/**
 * From here on the pages' requests are answered out of the bundle, so that the same components show a file
 * and a running Deskstream. Nothing leaves the page: its content security policy forbids every connection.
 */
export const serveFrom = (bundle: Bundle): void => {
  Object.assign(globalThis, {
    fetch: (path: string | URL) => Promise.resolve(answerTo(bundle, new URL(path, BASE))),
    EventSource: eventSourceOf(bundle),
  });
};

const BASE = 'http://file.invalid';
const ROUTE = /^\/api\/v1\/sessions\/[^/]+(?:\/(?<what>[a-z-]+))?$/;

const answerTo = (bundle: Bundle, { pathname, searchParams }: URL): Response => {
  const route = ROUTE.exec(pathname);
  const what = route?.groups?.['what'];
  const asOf = Number(searchParams.get('asOf') ?? Number.MAX_SAFE_INTEGER);
  if (route === null) return NOT_IN_IT();
  if (what === 'events') return asLines(bundle.events);
  if (what === undefined) return Response.json({ key: bundle.session, vendor: bundle.vendor });
  return ANSWERS[what] === undefined ? NOT_IN_IT() : Response.json(ANSWERS[what](bundle, asOf));
};

const asLines = (values: readonly unknown[]): Response =>
  new Response(values.map((value) => `${JSON.stringify(value)}\n`).join(''));

const NOT_IN_IT = (): Response =>
  Response.json(
    { detail: 'This is not in an exported file. Look into Deskstream itself.' },
    { status: 404 },
  );

const ANSWERS: Readonly<Record<string, (bundle: Bundle, asOf: number) => unknown>> = {
  why: ({ why }) => why,
  passages: ({ passages }) => passages,
  state: (bundle, asOf) => ({
    seq: Math.min(asOf, bundle.state.seq),
    state: foldBundle(bundle, asOf),
    stateHash: '',
    broken: bundle.chain.broken,
    told: 'folded from the file; hashes matched before redaction',
  }),
  crm: () => ({
    kind: 'unreadable',
    code: 'BUNDLE.NOT_INCLUDED',
    because: 'its record is not part of an exported file.',
  }),
};

/** As much of an EventSource as the pages use; every event is there at once. */
const eventSourceOf = ({ events }: Bundle) =>
  class extends EventTarget {
    onopen: ((event: Event) => void) | null = null;
    onerror: ((event: Event) => void) | null = null;
    #closed = false;

    constructor(path: string) {
      super();
      const from = Number(new URL(path, BASE).searchParams.get('from') ?? 1);
      setTimeout(() => {
        if (this.#closed) return;
        this.onopen?.(new Event('open'));
        for (const stored of events.filter(({ seq }) => seq >= from))
          this.dispatchEvent(new MessageEvent('event', { data: JSON.stringify(stored) }));
      });
    }

    close(): void {
      this.#closed = true;
    }
  };
