/// The tables behind ``Schema``; see there for how they are written.
enum SchemaTables {
    static let all = views + encodings + guides + data + transforms + configs

    private static let orient = "<left,right,top,bottom>"
    private static let legendOrient = "<none,left,right,top,bottom,top-left,top-right,bottom-left,bottom-right>"
    private static let anchor = "<start,middle,end>"
    private static let align = "<left,center,right>"
    private static let baseline = "<top,middle,bottom,alphabetic,line-top,line-bottom>"
    private static let curve =
        "<linear,linear-closed,step,step-before,step-after,basis,basis-open,basis-closed,cardinal,cardinal-open,"
        + "cardinal-closed,bundle,monotone,natural,catmull-rom>"
    private static let marks =
        "<arc,area,bar,image,line,point,rect,rule,text,tick,trail,circle,square,geoshape,boxplot,errorband,errorbar>"
    private static let types = "<quantitative,ordinal,temporal,nominal,geojson>"
    private static let scales =
        "<linear,log,pow,sqrt,symlog,identity,sequential,time,utc,quantile,quantize,threshold,bin-ordinal,ordinal,"
        + "point,band>"

    private static let spaces = "<rgb,hsl,hsl-long,lab,hcl,hcl-long,cubehelix,cubehelix-long>"

    /// Properties that a mark, its configuration and a style share.
    private static let markStyle = """
        color,fill,stroke:c|0|@gradient filled:b opacity,fillOpacity,strokeOpacity,strokeWidth,strokeDashOffset:n
        strokeMiterLimit,strokeOffset:n strokeDash:[n]|0 strokeCap:<butt,round,square> strokeJoin:<miter,round,bevel>
        orient:<horizontal,vertical> interpolate:\(curve) tension:n shape:s size:n|@band angle,radius,theta:n
        align:\(align) baseline:\(baseline) dx,dy,limit,lineHeight:n lineBreak,ellipsis,text,dir,font,href,url:t
        fontSize:n fontStyle:s fontWeight:s|n x,y,x2,y2:n|s width,height:n|@band
        cornerRadius,cornerRadiusTopLeft,cornerRadiusTopRight,cornerRadiusBottomLeft,cornerRadiusBottomRight:n
        cornerRadiusEnd:n aspect:b blend:! tooltip:* cursor:s description:t aria:b ariaRole,ariaRoleDescription:s
        order:0|b|n invalid:0|<filter,break-paths-filter-domains,break-paths-show-domains,break-paths-show-path-domains,show>
        innerRadius,outerRadius,padAngle,startAngle,endAngle,radius2,theta2,smooth:n time:!
        """

    private static let markDefinition =
        markStyle + """

            type:\(marks) style:s|[s] clip:b point:b|<transparent>|@overlay line:b|@overlay
            xOffset,yOffset,x2Offset,y2Offset,radiusOffset,thetaOffset,radius2Offset,theta2Offset:n
            binSpacing,continuousBandSize,minBandSize,timeUnitBandPosition,timeUnitBandSize,bandSize,thickness:n
            discreteBandSize:n|@band extent:n|<min-max,ci,iqr,stderr,stdev> center:<mean,median> ticks:b|0|@overlay
            box,median,outliers,rule,band,borders:b|0|@overlay
            """

    private static let views = [
        """
        view=a chart
        $schema:s name:s description:t title:t|0|@title data:@data|0 datasets:@datasets transform:[@transform]
        mark:s|@mark encoding:@encoding layer:[@view] width,height:n|s|@step autosize:s|@autosize background:c|0
        padding:n|@padding config:@config params:[@parameter] resolve:@resolve view:@viewBackground usermeta:*
        projection:! bounds:<full,flush> spacing,columns:n|@rowColumn align:s|@rowColumn center:b|@rowColumn
        facet:@facet spec:@view repeat:[s]|@repeat concat,hconcat,vconcat:[@view]
        """,
        "mark=a mark\n" + markDefinition,
        "overlay=a mark's part\n" + markDefinition,
        "band=a band size\nband:n",
        "step=a step\nstep:n for:<position,offset>",
        """
        gradient=a gradient
        gradient:<linear> x1,y1,x2,y2:n stops:[@stop] id:s
        """,
        "stop=a stop of a gradient\noffset:n color:c",
        "padding=a padding\nleft,right,top,bottom:n",
        "autosize=an autosize\ntype:<pad,fit,fit-x,fit-y,none> contains:<content,padding> resize:b",
        "rowColumn=a setting for rows and columns\nrow,column:*",
        "repeat=a repeat\nrow,column,layer:[s]",
        "parameter=a parameter\nname:s value:* expr:s bind:* select:* views:*",
        "datasets=datasets\n...:*",
        "resolve=a resolve\nscale,axis,legend:@resolveMap",
        """
        resolveMap=a resolve
        x,y,xOffset,yOffset,color,fill,stroke,opacity,fillOpacity,strokeOpacity,strokeWidth,strokeDash:<shared,independent>
        size,shape,angle,theta,radius,time:<shared,independent>
        """,
        """
        viewBackground=a view's background
        fill,stroke:c|0 opacity,fillOpacity,strokeOpacity,strokeWidth,strokeDashOffset,strokeMiterLimit:n
        strokeDash:[n] strokeCap,strokeJoin,cursor:s cornerRadius:n style:s|[s]
        """,
        """
        title=a title
        text:t subtitle:t|0 anchor:\(anchor) orient:\(orient) offset,angle,fontSize,lineHeight,limit,dx,dy:n
        subtitleFontSize,subtitleLineHeight,subtitlePadding,zindex:n align:\(align) baseline:\(baseline)
        color,subtitleColor:c|0 font,fontStyle,subtitleFont,subtitleFontStyle:s fontWeight,subtitleFontWeight:s|n
        frame:<bounds,group> style:s|[s] aria:b encode:!
        """,
    ]

    private static let fieldCommon = """
        field:s|@repeatReference aggregate:s|@argument timeUnit:s|@timeUnit title:t|0 bandPosition:n
        """

    private static let encodings = [
        """
        encoding=a channel
        x,y:@position x2,y2,xError,xError2,yError,yError2:@secondary xOffset,yOffset:@offset
        theta,radius:@position theta2,radius2:@secondary
        color,fill,stroke:@markProperty opacity,fillOpacity,strokeOpacity,strokeWidth,size,shape,angle,strokeDash:@markProperty
        detail:@field|[@field] order:@order|[@order] text:@textChannel tooltip:0|@textChannel|[@textChannel]
        href,url,description:@textChannel key:@field row,column,facet:@facetField time:!
        latitude,longitude,latitude2,longitude2:!
        """,
        "argument=an aggregate of a row\nargmin,argmax:s exponential:!",
        "repeatReference=a repeated field\nrepeat:<row,column,repeat,layer>",
        "field=a field\n" + fieldCommon + " type:\(types) bin:b|s|0|@bin",
        """
        position=a position
        \(fieldCommon) type:\(types) bin:b|0|<binned>|@bin value:n|s datum:* scale:0|@scale axis:0|@axis
        stack:b|0|<zero,center,normalize> sort:* impute:0|@impute format:s formatType:<number,time>
        """,
        "secondary=a second position\n\(fieldCommon) type:\(types) value:n|s datum:* bin:0|b|s|@bin",
        """
        offset=an offset
        \(fieldCommon) type:\(types) bin:b|0|@bin value:n datum:* scale:0|@scale sort:*
        """,
        """
        markProperty=a mark property
        \(fieldCommon) type:\(types) bin:b|0|<binned>|@bin value:* datum:* scale:0|@scale legend:0|@legend sort:*
        condition:@condition|[@condition]
        """,
        """
        condition=a condition
        \(fieldCommon) type:\(types) bin:b|0|@bin value:* datum:* scale:0|@scale legend:0|@legend sort:*
        test:s|@predicate param:s empty:b format:s formatType:<number,time>
        """,
        """
        textChannel=a text
        \(fieldCommon) type:\(types) bin:b|0|s|@bin value:* format:s formatType:<number,time> datum:*
        condition:@condition|[@condition] filter:@predicate
        """,
        "order=an order\n\(fieldCommon) type:\(types) bin:b|0|@bin sort:* value:* condition:@condition|[@condition]",
        """
        facetField=a facet
        \(fieldCommon) type:\(types) bin:b|0|@bin sort:* header:0|@header columns,spacing:n align:s center:b
        """,
        "facet=a facet\n\(fieldCommon) type:\(types) bin:b|0|@bin sort:* header:0|@header row,column:@facetField",
        """
        bin=a bin
        anchor,base,maxbins,minstep,step:n divide,steps:[n] extent:[n] nice:b binned:b
        """,
        "timeUnit=a time unit\nunit:s maxbins,step:n utc,binned:b",
        "impute=an impute\nframe:[n|0] keyvals:[*]|@keyvals method:<value,median,max,min,mean> value:*",
        "keyvals=key values\nstart,stop,step:n",
        "sort=a sort\nfield:s|@repeatReference op:s order:<ascending,descending>|0 encoding:s",
        """
        scale=a scale
        type:\(scales) domain:[*]|s|@domain domainMax,domainMin,domainMid:*
        domainRaw:! range:[*]|s|@rangeField rangeMin,rangeMax:n|s scheme:s|@scheme reverse,round,clamp,zero:b
        nice:b|n|s|@nice padding,paddingInner,paddingOuter,align,base,exponent,constant:n interpolate:\(spaces)|@interpolate bins:[n]|@bins
        """,
        "domain=a domain\nparam,field,encoding:! unionWith:[*] selection:!",
        "rangeField=a range\nfield:s",
        "scheme=a colour scheme\nname:s extent:[n] count:n",
        "nice=a nice interval\ninterval:s step:n",
        "interpolate=an interpolation\ntype:\(spaces) gamma:n",
        "bins=bins\nstart,stop,step:n",
    ]

    private static let axisStyle = """
        aria,disable,domain,grid,labels,ticks,tickExtra,tickRound:b bandPosition:n
        domainCap,gridCap,tickCap:s domainColor:c|0
        domainDash:[n] domainDashOffset,domainOpacity,domainWidth:n gridColor,tickColor,labelColor:c|0|@conditional
        gridDash,tickDash:[n]|@conditional
        gridDashOffset,gridOpacity,gridWidth,tickDashOffset,tickOpacity,tickSize,tickWidth:n|@conditional
        labelAngle:n labelAlign:\(align)|@conditional|0 labelBaseline:\(baseline)|@conditional|0 labelBound:b|n
        labelFlush:b|n labelFlushOffset,labelLimit,labelLineHeight,labelSeparation:n
        labelFont,labelFontStyle:s|@conditional labelFontSize,labelOffset,labelOpacity,labelPadding:n|@conditional
        labelFontWeight:s|n|@conditional labelOverlap:b|<parity,greedy> minExtent,maxExtent:n offset:n
        orient:\(orient) position:n tickBand:<center,extent> tickCount:n|s|@nice tickMinStep,tickOffset:n
        titleAlign:\(align) titleAnchor:\(anchor)|0 titleAngle:n titleBaseline:\(baseline) titleColor:c|0 titleFont,titleFontStyle:s
        titleFontSize,titleLimit,titleLineHeight,titleOpacity,titlePadding,titleX,titleY:n titleFontWeight:s|n
        translate,zindex:n style:s|[s]
        """

    private static let legendStyle = """
        aria,disable:b clipHeight,columnPadding,columns,cornerRadius,gradientLength,gradientOpacity:n
        gradientStrokeWidth,gradientThickness,labelFontSize,labelLimit,labelOffset,labelOpacity,labelPadding:n
        labelSeparation,offset,padding,rowPadding,symbolDashOffset,symbolLimit,symbolOffset,symbolOpacity,symbolSize:n
        symbolStrokeWidth,titleFontSize,titleLimit,titleLineHeight,titleOpacity,titlePadding,legendX,legendY,zindex:n
        direction:<horizontal,vertical> fillColor,gradientStrokeColor,labelColor,strokeColor,symbolFillColor:c|0
        symbolStrokeColor,titleColor:c|0 gridAlign:<all,each,none> labelAlign,titleAlign:\(align)
        labelBaseline,titleBaseline:\(baseline) labelFont,labelFontStyle,titleFont,titleFontStyle:s
        labelFontWeight,titleFontWeight:s|n labelOverlap:b|<parity,greedy> orient:\(legendOrient) symbolDash:[n]
        symbolType:s tickCount:n|s|@nice titleAnchor:\(anchor) titleOrient:\(orient)
        """

    private static let headerStyle = """
        format,labelExpr,labelFont,labelFontStyle,titleFont,titleFontStyle:s
        labelAlign,titleAlign:\(align) labelAnchor,titleAnchor:\(anchor) labelBaseline,titleBaseline:\(baseline)
        labelAngle,labelFontSize,labelLimit,labelLineHeight,labelPadding,titleAngle,titleFontSize,titleLimit:n
        titleLineHeight,titlePadding:n labelColor,titleColor:c labelFontWeight,titleFontWeight:s|n
        labelOrient,orient,titleOrient:\(orient) labels:b title:t|0 formatType:<number,time>
        """

    private static let guides = [
        "axis=an axis\n" + axisStyle
            + " title:t|0 description:s format:s|* formatType:<number,time> values:[*] labelExpr:s encoding:!",
        "axisConfig=an axis configuration\n" + axisStyle + " title:0 labelExpr:s",
        "conditional=a conditional value\ncondition:@axisCondition|[@axisCondition] value:* expr:s",
        "axisCondition=a condition\ntest:s|@predicate value:* expr:s",
        "legend=a legend\n" + legendStyle
            + " title:t|0 description:s format:s|* formatType:<number,time> values:[*] type:<symbol,gradient>"
            + " tickMinStep:n labelExpr:s encoding:!",
        """
        legendConfig=a legend configuration
        \(legendStyle) gradientDirection,symbolDirection:<horizontal,vertical> unselectedOpacity:n layout:!
        gradientHorizontalMaxLength,gradientHorizontalMinLength,gradientVerticalMaxLength:n
        gradientVerticalMinLength,gradientLabelLimit,gradientLabelOffset,strokeWidth:n strokeDash:[n] title:0
        symbolBaseFillColor,symbolBaseStrokeColor:c
        """,
        "header=a header\n" + headerStyle,
    ]

    private static let data = [
        """
        data=data
        url,name:s values:* format:@format sequence:@sequence graticule,sphere:!
        """,
        "sequence=a sequence\nstart,stop,step:n as:s",
        "format=a format\ntype:<json,csv,tsv> parse:0|@parse property:s delimiter,feature,mesh:!",
        "parse=a parse\n...:s|0",
        """
        predicate=a predicate
        and,or:[*] not:* field:s timeUnit:s|@timeUnit equal,lt,lte,gt,gte:* oneOf:[*] range:[*] valid:b param:s empty:b
        """,
    ]

    private static let transforms = [
        """
        transform=a transform
        aggregate:[@aggregateOperation] groupby:[s] bin:b|@bin field:s as:s|[s] calculate:s filter:s|@predicate
        timeUnit:s|@timeUnit stack:s offset:<zero,center,normalize> sort:[@sort] window:[@windowOperation]
        frame:[n|0] ignorePeers:b joinaggregate:[@aggregateOperation] fold:[s] flatten:[s] pivot:s value:* op:s limit:n
        impute:s key:s keyvals:[*]|@keyvals method:s density,lookup,loess,regression,quantile:s sample:n
        extent:s|[n] param:s from:@lookupSource default:* on:s order:n params:b probs:[n]
        bandwidth,minsteps,maxsteps,steps,step:n counts,cumulative:b resolve:<independent,shared>
        """,
        "lookupSource=a lookup's source\ndata:@data key:s fields:[s] param:s",
        "aggregateOperation=an aggregate\nop:s field:s as:s",
        "windowOperation=a window operation\nop:s field:s as:s param:n",
    ]

    private static let markConfigs =
        "arc,area,bar,circle,geoshape,image,line,mark,point,rect,rule,square,text,tick,trail:@overlay"

    private static let configs = [
        """
        config=a configuration
        \(markConfigs) boxplot,errorbar,errorband:@overlay aria:b autosize:s|@autosize background:c|0
        axis,axisX,axisY,axisTop,axisBottom,axisLeft,axisRight,axisBand,axisDiscrete,axisPoint:@axisConfig
        axisQuantitative,axisTemporal,axisXBand,axisXDiscrete,axisXPoint,axisXQuantitative,axisXTemporal:@axisConfig
        axisYBand,axisYDiscrete,axisYPoint,axisYQuantitative,axisYTemporal:@axisConfig
        legend:@legendConfig header,headerColumn,headerRow,headerFacet:@header title:@title view:@viewConfig
        scale:@scaleConfig range:@rangeConfig style:@styles padding:n|@padding font,countTitle:s
        numberFormat,normalizedNumberFormat,timeFormat:s numberFormatType,normalizedNumberFormatType:<number>
        timeFormatType:<time>
        customFormatTypes:b fieldTitle:<verbal,functional,plain> facet,concat:@compositionConfig
        params:[@parameter] selection,projection,lineBreak,tooltipFormat,normalizedNumberFormat:* locale:@locale
        """,
        "locale=a locale\nnumber:@numberLocale time:@timeLocale",
        "numberLocale=a number's locale\ndecimal,thousands,percent,minus,nan:s grouping:[n] currency,numerals:[s]",
        "timeLocale=a time's locale\ndateTime,date,time:s periods,days,shortDays,months,shortMonths:[s]",
        "compositionConfig=a composition configuration\ncolumns,spacing:n",
        """
        viewConfig=a view configuration
        continuousWidth,continuousHeight:n discreteWidth,discreteHeight:n|@step step:n fill,stroke:c|0
        opacity,fillOpacity,strokeOpacity,strokeWidth,strokeDashOffset,strokeMiterLimit,cornerRadius:n
        strokeDash:[n] strokeCap,strokeJoin,cursor:s clip:b
        """,
        """
        scaleConfig=a scale configuration
        bandPaddingInner,bandPaddingOuter,barBandPaddingInner,bandWithNestedOffsetPaddingInner:n
        bandWithNestedOffsetPaddingOuter,continuousPadding,maxBandSize,maxFontSize,maxOpacity,maxSize:n
        maxStrokeWidth,minBandSize,minFontSize,minOpacity,minSize,minStrokeWidth,offsetBandPaddingInner:n
        offsetBandPaddingOuter,pointPadding,quantileCount,quantizeCount,rectBandPaddingInner,tickBandPaddingInner:n
        clamp,round,useUnaggregatedDomain,xReverse,zero:b invalid:*
        """,
        "rangeConfig=a range configuration\ncategory,diverging,heatmap,ordinal,ramp:s|[c]|@rangeScheme symbol:[s]",
        "rangeScheme=a range\nscheme:s|[c]|@scheme name:s extent:[n] count:n",
        "styles=styles\n...:@overlay",
    ]
}
