/** How many said "me too" to this paragraph of a paper on stage; 0 where they are few, or nobody did. */
export function voicesFor(questions, paper, paragraph) {
  const found = questions?.echoes?.find((echo) => echo.item === paper.item && echo.paragraph === paragraph);
  return found?.voices ?? 0;
}
