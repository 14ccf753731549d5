"""The names that a drawing may hold. What is on none of these lists is left out."""

from __future__ import annotations

_SHAPES = "path rect circle ellipse line polyline polygon text tspan textPath use"
_HOLDERS = (
    "svg g defs symbol switch clipPath mask pattern marker linearGradient radialGradient stop"
)
_FILTERS = (
    "filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix"
    " feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB"
    " feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight"
    " feSpecularLighting feSpotLight feTile feTurbulence"
)
_PRESENTATION = (
    "alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-"
    " interpolation-filters direction display dominant-baseline fill fill-opacity fill-rule"
    " filter flood-color flood-opacity font-family font-size font-size-adjust font-stretch font-"
    " style font-variant font-weight image-rendering letter-spacing lighting-color marker-end"
    " marker-mid marker-start mask opacity overflow paint-order shape-rendering stop-color stop-"
    " opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-"
    " miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering"
    " transform-origin unicode-bidi vector-effect visibility word-spacing writing-mode"
)
_GEOMETRY = (
    "viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points"
    " dx dy rotate textLength lengthAdjust pathLength startOffset method spacing side transform"
    " gradientTransform gradientUnits patternTransform patternUnits patternContentUnits"
    " spreadMethod offset clipPathUnits maskUnits maskContentUnits mask-type markerWidth"
    " markerHeight markerUnits refX refY orient filterUnits primitiveUnits in in2 result mode"
    " type values operator k1 k2 k3 k4 stdDeviation edgeMode radius scale xChannelSelector"
    " yChannelSelector tableValues slope intercept amplitude exponent surfaceScale"
    " specularConstant specularExponent diffuseConstant kernelMatrix order divisor bias targetX"
    " targetY preserveAlpha azimuth elevation z pointsAtX pointsAtY pointsAtZ limitingConeAngle"
    " baseFrequency numOctaves seed stitchTiles"
)

ELEMENTS = frozenset([*_SHAPES.split(), *_HOLDERS.split(), *_FILTERS.split(), "style"])
WORDED = frozenset(["text", "tspan", "textPath", "style"])
PRESENTATION = frozenset(_PRESENTATION.split())  # also as declarations of a style
ATTRIBUTES = PRESENTATION | frozenset(_GEOMETRY.split())
