import { DefaultDeserializer, serialize } from 'node:v8';

/** Bytes of plain data (numbers, texts, arrays, objects, typed arrays); what is one object in it stays one. */
export function encodePlainData(data: unknown): Uint8Array {
  return serialize(data);
}

/** What `serialize` calls for everything that the language itself does not define: in Node.js typed arrays alone. */
interface ViewReader {
  _readHostObject(): ArrayBufferView;
}

/**
 * What `encodePlainData` was given. Every typed array has a buffer of its own, as it has after `structuredClone`; as it comes it
 * is a window on the bytes of the whole.
 *
 * @throws Error where the bytes are no such data
 */
export function decodePlainData(bytes: Uint8Array): unknown {
  const reader = new DefaultDeserializer(bytes);
  const views = reader as unknown as ViewReader;
  const read = views._readHostObject.bind(reader);
  views._readHostObject = () => ownBytes(read());
  reader.readHeader();
  return reader.readValue();
}

function ownBytes(view: ArrayBufferView): ArrayBufferView {
  const buffer = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) as ArrayBuffer;
  return new (view.constructor as new (buffer: ArrayBuffer) => ArrayBufferView)(buffer);
}
