import { Worker } from 'node:worker_threads';
import { InfraError, messageOf } from '@deskstream/kernel';
import type { Embeddings, TextKind } from '@deskstream/port-embeddings';
import { joinedName } from './models';

/** What the thread is asked and what it answers. */
export interface ThreadRequest {
  readonly id: number;
  readonly texts: readonly string[];
  readonly kind: TextKind;
}
export type ThreadReply =
  | { readonly id: number; readonly vectors: readonly Float32Array[] }
  | { readonly id: number; readonly error: string };

interface Waiting {
  readonly resolve: (vectors: readonly Float32Array[]) => void;
  readonly reject: (error: Error) => void;
}

/** Local models in a thread of their own, so that embedding never holds up the service. `script` is the built thread. */
export const createThreadedEmbeddings = async (
  script: URL,
  folder: string,
): Promise<Embeddings> => {
  const worker = new Worker(script, { workerData: { folder } });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let gone: Error | undefined;
  const fail = (error: unknown) => {
    gone ??= unavailable(error);
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  };
  worker.on('message', (reply: ThreadReply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('vectors' in reply) asked?.resolve(reply.vectors);
    else asked?.reject(unavailable(reply.error));
  });
  worker.on('error', fail);
  worker.on('exit', () => {
    fail('the thread has ended');
  });
  // The process may end while the thread waits for work.
  worker.unref();
  const embed = (texts: readonly string[], kind: TextKind) =>
    new Promise<readonly Float32Array[]>((resolve, reject) => {
      if (gone) {
        reject(gone);
        return;
      }
      last += 1;
      waiting.set(last, { resolve, reject });
      worker.postMessage({ id: last, texts, kind } satisfies ThreadRequest);
    });
  await embed([], 'query');
  return {
    name: joinedName,
    embed,
    close: async () => {
      await worker.terminate();
    },
  };
};

const unavailable = (error: unknown): InfraError =>
  new InfraError(
    'EMBEDDINGS.UNAVAILABLE',
    `the local embeddings do not answer: ${messageOf(error)}`,
    true,
  );
