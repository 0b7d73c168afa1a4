"""A table as small charts, one below the other, in an SVG that needs nothing else."""

WIDTH, HEIGHT, LEFT, GAP = 720, 90, 150, 26


def plot(path, columns, rows):
    """The first column is the time, in seconds; each other one becomes a chart that starts at zero."""
    total = GAP + (HEIGHT + GAP) * (len(columns) - 1) + 10
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 20}" height="{total}" '
             'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>']
    last = max(row[0] for row in rows)
    for index, name in enumerate(columns[1:], 1):
        top = GAP + (HEIGHT + GAP) * (index - 1)
        highest = max(row[index] for row in rows) or 1
        points = " ".join(f"{LEFT + WIDTH * row[0] / last:.1f},{top + HEIGHT * (1 - row[index] / highest):.1f}" for row in rows)
        parts.append(
            f'<text x="8" y="{top + HEIGHT / 2}">{name}</text>'
            f'<text x="{LEFT - 6}" y="{top + 10}" text-anchor="end">{highest:g}</text>'
            f'<text x="{LEFT - 6}" y="{top + HEIGHT}" text-anchor="end">0</text>'
            f'<rect x="{LEFT}" y="{top}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#ccc"/>'
            f'<polyline points="{points}" fill="none" stroke="#1f6feb" stroke-width="1.5"/>')
    parts.append(f'<text x="{LEFT + WIDTH}" y="{total - 8}" text-anchor="end">{last} s</text></svg>')
    with open(path, "w") as file:
        file.write("\n".join(parts) + "\n")
