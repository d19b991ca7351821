// Entry of the process that holds the models; built beside the apps as dist/apps/embeddings-child.js.
import { messageOf } from '@deskstream/kernel';
import type { ChildReply, ChildRequest } from './forked-embeddings';
import { createOnnxEmbeddings } from './onnx-embeddings';

const [, , folder = ''] = process.argv;
const opened = createOnnxEmbeddings(folder);
opened.catch(() => undefined); // told with the first answer

/** A long batch is cut up, so that a question in between waits for one passage only. */
const answer = async ({ id, texts, kind }: ChildRequest): Promise<ChildReply> => {
  try {
    const embeddings = await opened;
    const vectors: Float32Array[] = [];
    for (const text of texts) {
      vectors.push(...(await embeddings.embed([text], kind)));
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { id, vectors };
  } catch (error) {
    return { id, error: messageOf(error) };
  }
};

process.on('message', (request: ChildRequest) => {
  void answer(request).then((reply) => process.connected && process.send?.(reply));
});
// It lives and ends with its service, whatever ends that.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
