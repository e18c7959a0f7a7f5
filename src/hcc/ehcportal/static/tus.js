/* Sends a file in pieces, and goes on where a connection broke: TUS 1.0.0, https://tus.io */

window.ehcTus = (() => {
  const { Refused } = window.ehcSending;
  // Bytes; what a broken connection costs at most.
  const PIECE = 512 * 1024;
  // Milliseconds before each further try. After those somebody has to ask for one.
  const PAUSES = [1_000, 3_000, 9_000];
  // Milliseconds for an answer: with the last piece, the file is checked.
  const PATIENCE = 300_000;

  const ask = async (method, address, headers, body) => {
    const answer = await fetch(address, {
      method,
      body,
      headers: {
        Accept: "application/json",
        "Tus-Resumable": "1.0.0",
        ...headers,
      },
      // Where somebody who is signed out is led.
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.ok) return answer;
    const { error } = await answer.json().catch(() => ({}));
    if (error?.type === "Refused") throw new Refused(error.message);
    const isSignedOut = answer.status === 401 || answer.type === "opaqueredirect";
    throw Object.assign(new Error(), { status: answer.status, isSignedOut });
  };

  const inBase64 = (text) =>
    btoa(String.fromCharCode(...new TextEncoder().encode(text)));

  class Upload {
    /* tell(part) is called with the part that has come, from 0 to 1. */
    constructor(address, file, tell) {
      Object.assign(this, { address, file, tell, place: null, offset: 0 });
    }

    /* Gives what the server says of the file that it keeps now. Called once more after
       it threw, it goes on. */
    async send() {
      for (let tries = 0; ; tries += 1) {
        const before = this.offset;
        try {
          return await this.goOn();
        } catch (error) {
          // What broke off after some pieces begins to count again.
          if (this.offset > before) tries = 0;
          const isForGood = error instanceof Refused || error.isSignedOut;
          if (isForGood || tries === PAUSES.length) throw error;
          // Forgotten after an hour, or by a server that shares no folder.
          if (error.status === 404) this.place = null;
          await new Promise((done) => setTimeout(done, PAUSES[tries]));
        }
      }
    }

    async goOn() {
      if (this.place) await this.askOffset();
      else await this.begin();
      let answer;
      do {
        answer = await this.sendPiece();
      } while (answer.status === 204);
      return answer.json();
    }

    async begin() {
      const answer = await ask("POST", this.address, {
        "Upload-Length": this.file.size,
        "Upload-Metadata": `filename ${inBase64(this.file.name)}`,
      });
      this.place = answer.headers.get("Location");
      this.hasCome(0);
    }

    async askOffset() {
      this.hasCome(Number((await ask("HEAD", this.place)).headers.get("Upload-Offset")));
    }

    async sendPiece() {
      const piece = this.file.slice(this.offset, this.offset + PIECE);
      const answer = await ask(
        "PATCH",
        this.place,
        {
          "Content-Type": "application/offset+octet-stream",
          // The last one waits until the file is checked, the others do not.
          "Upload-Complete": this.offset + piece.size < this.file.size ? "?0" : "?1",
          "Upload-Offset": this.offset,
        },
        piece,
      );
      this.hasCome(this.offset + piece.size);
      return answer;
    }

    hasCome(offset) {
      this.offset = offset;
      this.tell(offset / this.file.size);
    }
  }

  return { Upload };
})();
