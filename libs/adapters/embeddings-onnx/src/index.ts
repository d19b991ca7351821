export { joinedName, joinedScale } from './models';
export { createOnnxEmbeddings, hasWeights } from './onnx-embeddings';
export { createForkedEmbeddings } from './forked-embeddings';
