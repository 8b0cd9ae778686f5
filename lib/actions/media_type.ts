const MEDIA_TYPES: { readonly [ending: string]: string } = {
  avif: "image/avif",
  csv: "text/csv",
  gif: "image/gif",
  html: "text/html",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  json: "application/json",
  md: "text/markdown",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain",
  webm: "video/webm",
  webp: "image/webp",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xml: "application/xml",
  zip: "application/zip",
};

/** The media type of a file by the ending of its name; `application/octet-stream` when it is not known. */
export function mediaType(path: string): string {
  const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  return MEDIA_TYPES[ending] ?? "application/octet-stream";
}
