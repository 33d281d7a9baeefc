import { conformanceOf } from '../testing/conformance-of.js';
import { testedEngines } from '../testing/engines.js';

await conformanceOf(testedEngines.find(({ engine }) => engine.id === 'onnx:webgpu')!);
