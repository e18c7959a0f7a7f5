/* Shows a question only while the answers to others call for it.

   The conditions are those of easyform's "Field depends on"; forms/depending.py reads
   them on the server, whose word counts. */

(() => {
  const form = document.querySelector("form[data-ehc-draft]");
  if (!form) return;
  const parts = [...form.querySelectorAll("[data-ehc-depends]")];
  const TOKEN =
    /\s*(?:"([^"]*)"|'([^']*)'|([()]|!=|<=|>=|~=|=~|[=<>])|([^\s()=<>!~"']+))/gy;
  const TICKED = ["selected", "true", "on", "1"];

  const valueOf = (field) => {
    const chosen = field.selectedOptions?.[0] ?? field;
    return chosen.dataset.ehcValue ?? field.value;
  };

  const fieldsOf = (name) =>
    [...form.elements].filter((field) => field.name === `answers.${name}`);

  /* What a question is answered with; one that is not asked has no answer. */
  const textsOf = (name) => {
    const fields = fieldsOf(name);
    if (fields.some((field) => field.closest("[hidden]"))) return [];
    const [first] = fields;
    if (first?.value === "selected" && first.type === "checkbox") {
      return first.checked ? TICKED : ["false"];
    }
    const sent = fields.filter((field) =>
      ["checkbox", "radio"].includes(field.type) ? field.checked : field.value.trim(),
    );
    return sent.map(valueOf).flatMap((text) => (text === "true" ? TICKED : [text]));
  };

  const tokensIn = (words) => {
    const option = words.split(";").find((each) => !/^\s*(action|transition):/.test(each));
    const condition = (option ?? "").replace(/^\s*condition:/, "");
    return [...condition.matchAll(TOKEN)].map((match) => ({
      sign: match[3],
      text: match[1] ?? match[2] ?? match[3] ?? match[4],
      isWord: match[4] !== undefined,
    }));
  };

  const ORDERS = {
    "<": (left, right) => left < right,
    "<=": (left, right) => left <= right,
    ">": (left, right) => left > right,
    ">=": (left, right) => left >= right,
  };

  const compare = (texts, sign, value) => {
    if (sign in ORDERS) {
      return texts.length > 0 && ORDERS[sign](Number(texts[0]), Number(value));
    }
    if (sign === "~=") return texts.some((text) => text.includes(value));
    if (sign === "=~") return texts.some((text) => value.includes(text));
    return texts.includes(value) === (sign === "=");
  };

  /* Conditions joined by "and" and "or", which bind alike and to the right. */
  const isMet = (tokens) => {
    const left = isSimplyMet(tokens);
    const word = tokens[0]?.isWord ? tokens[0].text.toLowerCase() : "";
    if (word !== "and" && word !== "or") return left;
    tokens.shift();
    const right = isMet(tokens);
    return word === "and" ? left && right : left || right;
  };

  const isSimplyMet = (tokens) => {
    const { sign, text } = tokens.shift();
    if (sign === "(") {
      const inner = isMet(tokens);
      tokens.shift();
      return inner;
    }
    if (text.toLowerCase() === "not") return !isSimplyMet(tokens);
    const texts = textsOf(text.split(".").pop().split(":")[0]);
    if (tokens[0]?.sign && !"()".includes(tokens[0].sign)) {
      return compare(texts, tokens.shift().sign, tokens.shift().text);
    }
    return texts.length > 0 && texts[0] !== "false";
  };

  const update = () => {
    for (const part of parts) {
      part.hidden = !isMet(tokensIn(part.dataset.ehcDepends));
    }
  };

  form.addEventListener("input", update);
  form.addEventListener("change", update);
  update();
})();
