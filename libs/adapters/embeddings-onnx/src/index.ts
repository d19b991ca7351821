export { joinedName } from './models';
export { createOnnxEmbeddings, hasWeights } from './onnx-embeddings';
export { createThreadedEmbeddings } from './threaded-embeddings';
