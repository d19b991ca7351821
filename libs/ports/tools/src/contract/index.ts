export { toolBoxContract } from './tool-box.contract';
export type { ToolBoxFixture } from './tool-box.contract';
