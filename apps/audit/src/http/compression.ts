import compress from '@fastify/compress';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** JSON in its forms; live streams are never held back. */
const WORTH_IT = /json/;

/** Events of a session shrink to a tenth. A quick level: an answer must not wait for its packing. */
export const compressAnswers = async (app: NestFastifyApplication): Promise<void> => {
  await app.register(compress, {
    encodings: ['gzip'],
    customTypes: WORTH_IT,
    threshold: 2_048,
    zlibOptions: { level: 2 },
    globalDecompression: false,
  });
};
