// Entry of the thread that holds the models; built beside the apps as dist/apps/embeddings-thread.js.
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '@deskstream/kernel';
import { createOnnxEmbeddings } from './onnx-embeddings';
import type { ThreadReply, ThreadRequest } from './threaded-embeddings';

const { folder } = workerData as { readonly folder: string };
const opened = createOnnxEmbeddings(folder);

/** A long batch is cut up, so that a question in between waits for one passage only. */
const answer = async ({ id, texts, kind }: ThreadRequest): Promise<ThreadReply> => {
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

parentPort?.on('message', (request: ThreadRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply));
});
