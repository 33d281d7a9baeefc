/** Files of a folder that hold its model, as Hugging Face's `save_pretrained` names them. */
export const CONFIG_FILE = 'config.json';
export const WEIGHTS_FILE = 'model.safetensors';
