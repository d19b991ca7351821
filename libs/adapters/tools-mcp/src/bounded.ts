import type { Response } from 'undici';

/** The response, broken off when its body grows beyond `most` bytes. */
export const bounded = (response: Response, most: number): globalThis.Response => {
  let bytes = 0;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform: (part, controller) => {
      bytes += part.length;
      if (bytes > most) controller.error(new Error(`the answer is longer than ${most} bytes`));
      else controller.enqueue(part);
    },
  });
  const body = response.body as unknown as ReadableStream<Uint8Array> | null;
  return new globalThis.Response(body === null ? null : body.pipeThrough(limit), {
    status: response.status,
    statusText: response.statusText,
    headers: Object.fromEntries(response.headers),
  });
};
