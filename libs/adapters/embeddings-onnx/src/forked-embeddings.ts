import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { InfraError, messageOf } from '@deskstream/kernel';
import type { Embeddings, TextKind } from '@deskstream/port-embeddings';
import { joinedName, joinedScale } from './models';

/** What the child is asked and what it answers. */
export interface ChildRequest {
  readonly id: number;
  readonly texts: readonly string[];
  readonly kind: TextKind;
}
export type ChildReply =
  | { readonly id: number; readonly vectors: readonly Float32Array[] }
  | { readonly id: number; readonly error: string };

interface Waiting {
  readonly resolve: (vectors: readonly Float32Array[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Local models in a process of their own: embedding never holds up the service, and native code that
 * is ended in the middle of its work takes nothing with it. `script` is the built child.
 */
export const createForkedEmbeddings = async (script: URL, folder: string): Promise<Embeddings> => {
  const child = fork(fileURLToPath(script), [folder], { serialization: 'advanced', execArgv: [] });
  const exited = once(child, 'exit').catch(() => undefined);
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let gone: Error | undefined;
  const fail = (error: unknown) => {
    gone ??= unavailable(error);
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  };
  child.on('message', (reply: ChildReply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('vectors' in reply) asked?.resolve(reply.vectors);
    else asked?.reject(unavailable(reply.error));
  });
  child.on('error', fail);
  child.on('exit', () => fail('their process has ended'));
  // The service may end while the child waits for work.
  child.unref();
  child.channel?.unref();
  const embed = (texts: readonly string[], kind: TextKind) =>
    new Promise<readonly Float32Array[]>((resolve, reject) => {
      if (gone) {
        reject(gone);
        return;
      }
      last += 1;
      waiting.set(last, { resolve, reject });
      child.send({ id: last, texts, kind } satisfies ChildRequest, (error) => {
        if (error !== null) fail(error);
      });
    });
  await embed([], 'query');
  return {
    name: joinedName,
    scale: joinedScale,
    embed,
    close: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
};

const unavailable = (error: unknown): InfraError =>
  new InfraError(
    'EMBEDDINGS.UNAVAILABLE',
    `the local embeddings do not answer: ${messageOf(error)}`,
    true,
  );
